internal import Session

/// The work of an operator whose state lives through the iterations of a loop.
final class LoopMemoryWork<Input, Output, Total, State>: OperatorWork {
    private let input: Link<Input>
    private let output: Link<Output>
    private let totals: Link<Total>
    private let parts: LoopMemoryParts<Input, Output, Total, State>
    private let state: UnsafeMutablePointer<State>
    @exclusivity(unchecked) private var charge: StateCharge
    @exclusivity(unchecked) private var pace = KernelPace()

    init(
        _ replica: Replica, input: Link<Input>, output: Link<Output>, totals: Link<Total>,
        parts: LoopMemoryParts<Input, Output, Total, State>, budget: StateBudget
    ) {
        self.input = input
        self.output = output
        self.totals = totals
        self.parts = parts
        charge = StateCharge(budget)
        state = .allocate(capacity: 1)
        state.initialize(to: parts.makeState(replica))
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard output.hasRoom, input.isReady(eagerness) else { return false }
        let (batch, out) = (input.batch, output.batch)
        let available = pace.allowance(of: batch.count)
        var cursor = Cursor(available: available, produced: out.end, capacity: out.capacity)
        defer {
            batch.consume(cursor.consumed)
            out.end = cursor.produced
        }
        try pace.run(available) { try parts.kernel(&cursor, batch.first, out.base, state) }
        try charge.update(to: parts.stateBytes(state))
        return cursor.consumed > 0
    }

    override func emit(_ emission: Order.Emission) throws -> (isDone: Bool, isMoved: Bool) {
        guard totals.hasRoom else { return (false, false) }
        let out = totals.batch
        var cursor = Cursor(available: 0, produced: out.end, capacity: out.capacity, isEndOfPass: true)
        let before = cursor.produced
        defer { out.end = cursor.produced }
        try parts.emission(&cursor, out.base, state)
        if !cursor.isPending { try charge.update(to: 0) }
        return (!cursor.isPending, !cursor.isPending || cursor.produced > before)
    }
}
