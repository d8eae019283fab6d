internal import Session

/// The work of an operator with a port for late records beside that of results.
final class SidedWork<Input, Output, Side, State>: OperatorWork {
    private let counters: JobCounters
    private let input: Link<Input>
    private let output: Link<Output>
    private let side: Link<Side>
    private let parts: SidedParts<Input, Output, Side, State>
    @exclusivity(unchecked) private var charge: StateCharge
    private let state: UnsafeMutablePointer<State>
    @exclusivity(unchecked) private var pace = KernelPace()
    @exclusivity(unchecked) private var isPending = false

    init(
        replica: Replica, counters: JobCounters, input: Link<Input>, output: Link<Output>, side: Link<Side>,
        parts: SidedParts<Input, Output, Side, State>, budget: StateBudget
    ) throws {
        self.counters = counters
        self.input = input
        self.output = output
        self.side = side
        self.parts = parts
        charge = StateCharge(budget)
        state = .allocate(capacity: 1)
        do {
            state.initialize(to: try parts.makeState(replica))
        } catch {
            state.deallocate()
            throw error
        }
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    override var holdsBack: Bool { isPending }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard output.hasRoom, side.hasRoom, isPending || input.isReady(eagerness) else { return false }
        let (batch, out, late) = (input.batch, output.batch, side.batch)
        let available = pace.allowance(of: batch.count)
        var cursor = Cursor(
            available: available, produced: out.end, capacity: out.capacity, inputTimes: batch.firstTime,
            outputTimes: out.times, inputWatermark: gate.reached.watermark)
        var rest = SideOutput(base: late.base, times: late.times, produced: late.end, capacity: late.capacity)
        let (produced, lateBefore) = (cursor.produced, rest.produced)
        defer {
            input.batch.consume(cursor.consumed)
            output.batch.end = cursor.produced
            side.batch.end = rest.produced
        }
        try pace.run(available) { try parts.kernel(&cursor, batch.first, out.base, &rest, state) }
        if rest.produced > lateBefore { counters.addLate(rest.produced - lateBefore) }
        try charge.update(to: parts.stateBytes(state))
        isPending = cursor.isPending
        return cursor.consumed > 0 || cursor.produced > produced
    }

    override func emit(_ emission: Order.Emission) throws -> (isDone: Bool, isMoved: Bool) {
        guard output.hasRoom else { return (false, false) }
        var time = Int64.max
        if case .time(let watermark) = emission { time = watermark }
        let out = output.batch
        var cursor = Cursor(
            available: 0, produced: out.end, capacity: out.capacity, outputTimes: out.times, inputWatermark: time,
            isEndOfPass: emission == .endOfPass)
        let produced = cursor.produced
        defer { output.batch.end = cursor.produced }
        try parts.emission(&cursor, out.base, state)
        return (!cursor.isPending, !cursor.isPending || cursor.produced > produced)
    }

    override func endPass(level: UInt8, next: UInt64) throws {
        isPending = false
        try parts.endPass(&state.pointee)
        try charge.update(to: parts.stateBytes(state))
    }
}
