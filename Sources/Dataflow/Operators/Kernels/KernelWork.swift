internal import Session

/// The work of an operator with one input: runs the kernel over what comes, the emission when a mark asks for it.
final class KernelWork<Input, Output, State>: OperatorWork {
    private let replica: Replica
    private let counter: JobCounters?
    private let input: Link<Input>
    private let output: Link<Output>?
    private let parts: OperatorParts<Input, Output, State>
    @exclusivity(unchecked) private var charge: StateCharge
    private let state: UnsafeMutablePointer<State>
    /// Stands for the output of a sink, which puts nothing out.
    private let nowhere: UnsafeMutablePointer<Output>
    @exclusivity(unchecked) private var pace = KernelPace()
    @exclusivity(unchecked) private var isPending = false

    init(
        replica: Replica, counter: JobCounters?, input: Link<Input>, output: Link<Output>?,
        parts: OperatorParts<Input, Output, State>, budget: StateBudget
    ) throws {
        self.replica = replica
        self.counter = counter
        self.input = input
        self.output = output
        self.parts = parts
        charge = StateCharge(budget)
        state = .allocate(capacity: 1)
        nowhere = .allocate(capacity: 1)
        do {
            state.initialize(to: try parts.makeState(replica))
        } catch {
            state.deallocate()
            nowhere.deallocate()
            throw error
        }
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
        nowhere.deallocate()
    }

    override var holdsBack: Bool { isPending }
    override var mayBeCutOff: Bool { parts.mayBeCutOff }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard output?.hasRoom ?? true, isPending || input.isReady(eagerness) else {
            return eagerness == .anything && tick(&gate)
        }
        let batch = input.batch
        let available = pace.allowance(of: batch.count)
        var cursor = cursor(available: available, times: batch.firstTime, reached: gate.reached.watermark)
        let produced = cursor.produced
        defer { commit(cursor, since: produced) }
        try pace.run(available) {
            try parts.kernel(&cursor, batch.first, output?.batch.base ?? nowhere, state)
        }
        try check(cursor, "a kernel", since: produced)
        if available > 0, cursor.consumed == 0, cursor.produced == produced, !cursor.isPending {
            throw JobError(
                .user, "a kernel has neither taken nor put a record; one that keeps records back takes them first")
        }
        try chargeState()
        isPending = cursor.isPending
        counter?.addWritten(cursor.consumed)
        if parts.makesTime, let mark = gate.advance(to: cursor.watermark) { output?.mark = mark }
        return cursor.consumed > 0 || cursor.produced > produced
    }

    /// Says how far time has come, or that nobody should wait, when nothing comes.
    private func tick(_ gate: inout MarkGate) -> Bool {
        guard let tick = parts.tick, let output, output.mark == nil, input.isEmpty, input.mark == nil else {
            return false
        }
        let mark: Mark? =
            switch tick(&state.pointee) {
            case .watermark(let time): gate.advance(to: time)
            case .idle: gate.fallIdle()
            case nil: nil
            }
        guard let mark else { return false }
        output.mark = mark
        return true
    }

    override func emit(_ emission: Order.Emission) throws -> (isDone: Bool, isMoved: Bool) {
        guard let emit = parts.emission else { return (true, false) }
        guard output?.hasRoom ?? true else { return (false, false) }
        var time = Int64.max
        if case .time(let watermark) = emission { time = watermark }
        let batch = output?.batch
        var cursor = Cursor(
            available: 0, produced: batch?.end ?? 0, capacity: batch?.capacity ?? 0, outputTimes: batch?.times,
            inputWatermark: time, isEndOfPass: emission == .endOfPass)
        let produced = cursor.produced
        defer { commit(cursor, since: produced) }
        try emit(&cursor, batch?.base ?? nowhere, state)
        try check(cursor, "an emission", since: produced)
        try chargeState()
        return (!cursor.isPending, !cursor.isPending || cursor.produced > produced)
    }

    override func endPass(level: UInt8, next: UInt64) throws { try parts.endPass?(&state.pointee, level) }

    override func complete() throws { try parts.complete?(replica, &state.pointee) }

    override func cutOff() throws {
        guard isPending else { return }
        isPending = false
        state.pointee = try parts.makeState(replica)
    }

    private func chargeState() throws {
        if let stateBytes = parts.stateBytes { try charge.update(to: stateBytes(state)) }
    }

    /// Takes over what a call has moved. Of a call that has counted wrong, records rather stay where they are for ever than
    /// are destroyed twice.
    private func commit(_ cursor: Cursor, since produced: Int) {
        input.batch.consume(min(max(0, cursor.consumed), input.batch.count))
        if hasPut(cursor, since: produced) { output?.batch.end = cursor.produced }
    }

    private func hasPut(_ cursor: Cursor, since produced: Int) -> Bool {
        cursor.produced >= produced && cursor.produced <= cursor.capacity
    }

    /// An operator of the user's own may break the rules of cursors; better an error than a job that stands still.
    private func check(_ cursor: Cursor, _ call: String, since produced: Int) throws(JobError) {
        guard cursor.consumed >= 0, cursor.consumed <= cursor.available, hasPut(cursor, since: produced) else {
            throw JobError(
                .user,
                "\(call) has taken \(cursor.consumed) of \(cursor.available) records, and put \(cursor.produced - produced) "
                    + "where \(cursor.capacity - produced) fit")
        }
        if cursor.isPending, cursor.consumed == 0, cursor.produced == 0 {
            throw JobError(.user, "\(call) keeps records back although it has all the room that there is")
        }
    }

    private func cursor(available: Int, times: UnsafeMutablePointer<Int64>?, reached: Int64) -> Cursor {
        guard let batch = output?.batch else {
            return Cursor(available: available, produced: 0, capacity: 0, inputTimes: times, inputWatermark: reached)
        }
        return Cursor(
            available: available, produced: batch.end, capacity: batch.capacity, inputTimes: times,
            outputTimes: batch.times, inputWatermark: reached)
    }
}
