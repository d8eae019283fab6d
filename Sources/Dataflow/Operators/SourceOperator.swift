/// A replica of a source: emits while there is room, then ends its stream.
final class SourceOperator<Output, State>: Operator {
    private let counters: JobCounters
    private let output: Link<Output>
    private let state: UnsafeMutablePointer<State>
    private let emission: Emission<Output, State>
    private let progress: ((inout State) -> Int)?
    @exclusivity(unchecked) private var pace = KernelPace()
    @exclusivity(unchecked) private var reached = Mark.start

    init(
        _ node: Node, counters: JobCounters, output: Link<Output>, state: State,
        emission: @escaping Emission<Output, State>, progress: ((inout State) -> Int)?
    ) {
        self.counters = counters
        self.output = output
        self.state = .allocate(capacity: 1)
        self.state.initialize(to: state)
        self.emission = emission
        self.progress = progress
        super.init(node)
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    // With room for more, it had nothing to give.
    override var obstacle: Obstacle { output.hasRoom ? .outside : .neighbours }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard output.hasRoom else { return false }
        let batch = output.batch
        let room = pace.allowance(of: batch.capacity - batch.end)
        var cursor = Cursor(
            available: 0, produced: batch.end, capacity: batch.end + room, outputTimes: batch.times)
        defer { batch.end = cursor.produced }
        let produced = cursor.produced
        try pace.run(room) { try emission(&cursor, batch.base, state) }
        let records = cursor.produced - produced
        counters.addRead(records: records, units: progress?(&state.pointee) ?? records)
        return mark(cursor) || records > 0
    }

    /// Says what the emission promised about all that comes later.
    ///
    /// - Returns: Whether it promised anything.
    private func mark(_ cursor: Cursor) -> Bool {
        if !cursor.isPending {
            reached = .end
            isFinished = true
        } else if let level = cursor.endedLevel {
            reached = reached.nextPass(level: level)
        } else if cursor.watermark > reached.watermark || reached.activity == .idle && !cursor.isIdle {
            reached = reached.advanced(to: max(cursor.watermark, reached.watermark))
        } else if cursor.isIdle && reached.activity == .active {
            reached = Mark(
                pass: reached.pass, level: reached.level, watermark: reached.watermark, activity: .idle)
        } else {
            return false
        }
        output.mark = reached
        return true
    }
}
