internal import Session
internal import Threading

/// A replica of a source that gets its splits while the job runs, a few at a time.
///
/// What it has begun, nobody else can do. So it takes splits only when its worker has nothing else to do: when all that came of the
/// last ones has been worked off, as far as there is room behind it. How long that took says how many to take.
final class LeasedSourceOperator<Output, State>: Operator {
    /// How often in a row it lets others of its worker go first: sources that always have something would keep it waiting.
    private static var mostDeferrals: Int { 8 }

    private let counters: JobCounters
    private let output: Link<Output>
    private let leases: LeaseConsumer
    private let state: UnsafeMutablePointer<State>
    private let begin: (inout State, Range<Int>) throws -> Void
    private let emission: Emission<Output, State>
    private let progress: ((inout State) -> Int)?
    private let skipped: ((inout State) -> Int)?
    private let computes: Bool
    @exclusivity(unchecked) private var pace = KernelPace()
    @exclusivity(unchecked) private var leasePace = LeasePace()
    /// Whether splits that were begun are not at their end; a new state may have something of its own.
    @exclusivity(unchecked) private var isReading = true
    @exclusivity(unchecked) private var deferrals = 0

    init(
        _ node: Node, _ site: WorkerSite, output: Link<Output>, leases: LeaseConsumer, state: State,
        begin: @escaping (inout State, Range<Int>) throws -> Void, emission: @escaping Emission<Output, State>,
        progress: ((inout State) -> Int)?, skipped: ((inout State) -> Int)?, computes: Bool
    ) {
        counters = site.counters
        self.output = output
        self.leases = leases
        self.state = .allocate(capacity: 1)
        self.state.initialize(to: state)
        self.begin = begin
        self.emission = emission
        self.progress = progress
        self.skipped = skipped
        self.computes = computes
        super.init(node)
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    // With room for more, it waits for a lease, or for what it reads.
    override var obstacle: Obstacle { output.hasRoom ? .outside : .neighbours }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard output.mark == nil else { return false }
        if output.enough != nil { return end() }
        guard output.hasRoom else { return false }
        guard isReading else { return try goOn(eagerness) }
        let batch = output.batch
        let room = pace.allowance(of: batch.capacity - batch.end)
        var cursor = Cursor(available: 0, produced: batch.end, capacity: batch.end + room)
        defer { batch.end = cursor.produced }
        let produced = cursor.produced
        try pace.run(room) { try emission(&cursor, batch.base, state) }
        let records = cursor.produced - produced
        counters.addRead(records: records, units: progress?(&state.pointee) ?? records)
        if let skipped { counters.addSkipped(skipped(&state.pointee)) }
        isReading = cursor.isPending
        return records > 0 || computes || !isReading
    }

    /// There is nothing more, or nobody needs it.
    private func end() -> Bool {
        leases.leave()
        output.mark = .end
        isFinished = true
        return true
    }

    /// Takes more splits.
    private func goOn(_ eagerness: Eagerness) throws -> Bool {
        guard output.isEmpty else { return false }
        guard eagerness == .anything || deferrals == Self.mostDeferrals else {
            deferrals += 1
            return false
        }
        deferrals = 0
        switch leases.take(atMost: leasePace.next(now: MonotonicClock.now), isSettled: true) {
        case .later: return false
        case .over: return end()
        case .indexes(let splits):
            leasePace.took(splits.count, now: MonotonicClock.now)
            try begin(&state.pointee, splits)
            isReading = true
        }
        return true
    }
}
