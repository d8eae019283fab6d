/// A replica of a source: emits while there is room and somebody needs it, then ends its stream.
final class SourceOperator<Output, State>: Operator {
    private let counters: JobCounters
    private let output: Link<Output>
    private let state: UnsafeMutablePointer<State>
    private let emission: Emission<Output, State>
    private let progress: ((inout State) -> Int)?
    private let skipped: ((inout State) -> Int)?
    @exclusivity(unchecked) private var pace = KernelPace()
    @exclusivity(unchecked) private var gate = SourceGate()
    private let hasPasses: Bool

    init(
        _ node: Node, counters: JobCounters, output: Link<Output>, state: State,
        emission: @escaping Emission<Output, State>, progress: ((inout State) -> Int)?,
        skipped: ((inout State) -> Int)? = nil, hasPasses: Bool
    ) {
        self.counters = counters
        self.output = output
        self.state = .allocate(capacity: 1)
        self.state.initialize(to: state)
        self.emission = emission
        self.progress = progress
        self.skipped = skipped
        self.hasPasses = hasPasses
        super.init(node)
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    // With room for more, it had nothing to give.
    override var obstacle: Obstacle { output.hasRoom ? .outside : .neighbours }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard output.mark == nil else { return false }
        if output.enough != nil, !hasPasses { return end() }
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
        if let skipped { counters.addSkipped(skipped(&state.pointee)) }
        guard let mark = gate.order(cursor) else { return records > 0 }
        output.mark = mark
        isFinished = mark.activity == .ended
        return true
    }

    /// Nobody needs more of its only pass.
    private func end() -> Bool {
        output.mark = .end
        isFinished = true
        return true
    }
}
