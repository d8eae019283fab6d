internal import Session

/// The work of a join: runs the kernel of the input that has something, over the state of both.
final class JoinWork<Left, Right, Output, State>: OperatorWork {
    private let left: Link<Left>
    private let right: Link<Right>
    private let output: Link<Output>
    private let counters: JobCounters
    private let parts: JoinParts<Left, Right, Output, State>
    private let state: UnsafeMutablePointer<State>
    @exclusivity(unchecked) private var charge: StateCharge
    @exclusivity(unchecked) private var pace = KernelPace()
    /// The input whose kernel keeps records back until there is room; the other one waits for it.
    @exclusivity(unchecked) private var pending: JoinSide?
    /// The input that has ended the pass while the other goes on.
    @exclusivity(unchecked) private var ended: JoinSide?

    init(
        replica: Replica, left: Link<Left>, right: Link<Right>, output: Link<Output>,
        parts: JoinParts<Left, Right, Output, State>, budget: StateBudget, counters: JobCounters
    ) throws {
        self.counters = counters
        self.left = left
        self.right = right
        self.output = output
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

    override var holdsBack: Bool { pending != nil }
    override var mayBeCutOff: Bool { true }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard output.hasRoom else { return false }
        switch pending {
        case .left: return try run(.left, left, parts.left, gate)
        case .right: return try run(.right, right, parts.right, gate)
        case nil: break
        }
        noteEnds(gate)
        let isRightMoved = right.isReady(eagerness) ? try run(.right, right, parts.right, gate) : false
        guard pending == nil, output.hasRoom, left.isReady(eagerness) else { return isRightMoved }
        return try run(.left, left, parts.left, gate) || isRightMoved
    }

    /// Tells the state which input has ended, so that it keeps no more than what can still be met.
    private func noteEnds(_ gate: borrowing MarkGate) {
        guard ended == nil else { return }
        if gate.isAtEnd(0) { ended = .left } else if gate.isAtEnd(1) { ended = .right }
        if let ended { parts.inputEnded(&state.pointee, ended) }
    }

    private func run<Input>(
        _ side: JoinSide, _ input: Link<Input>, _ kernel: Kernel<Input, Output, State>, _ gate: borrowing MarkGate
    ) throws -> Bool {
        let (batch, out) = (input.batch, output.batch)
        let available = pace.allowance(of: batch.count)
        var cursor = Cursor(
            available: available, produced: out.end, capacity: out.capacity, inputTimes: batch.firstTime,
            outputTimes: out.times, inputWatermark: gate.reached.watermark)
        let before = cursor.produced
        defer {
            batch.consume(cursor.consumed)
            out.end = cursor.produced
        }
        try pace.run(available) { try kernel(&cursor, batch.first, out.base, state) }
        try charge.update(to: parts.stateBytes(state))
        if let late = parts.takeLate?(&state.pointee), late > 0 { counters.addLate(late) }
        pending = cursor.isPending ? side : nil
        return cursor.consumed > 0 || cursor.produced > before
    }

    override func emit(_ emission: Order.Emission) throws -> (isDone: Bool, isMoved: Bool) {
        guard let emit = parts.emission else { return (true, false) }
        guard output.hasRoom else { return (false, false) }
        let out = output.batch
        var time = Int64.max
        if case .time(let watermark) = emission { time = watermark }
        var cursor = Cursor(
            available: 0, produced: out.end, capacity: out.capacity, outputTimes: out.times, inputWatermark: time,
            isEndOfPass: emission == .endOfPass)
        let before = cursor.produced
        defer { out.end = cursor.produced }
        try emit(&cursor, out.base, state)
        return (!cursor.isPending, !cursor.isPending || cursor.produced > before)
    }

    override func endPass(level: UInt8, next: UInt64) throws { try forget() }

    override func cutOff() throws { try forget() }

    private func forget() throws {
        pending = nil
        ended = nil
        parts.endPass(&state.pointee)
        try charge.update(to: 0)
    }
}
