/// A replica of an operator with one input: runs the kernel over what comes, the emission at the end of a pass.
final class KernelOperator<Input, Output, State>: Operator {
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
    @exclusivity(unchecked) private var isEmitted = false
    /// The last mark that was handed on.
    @exclusivity(unchecked) private var reached = Mark.start

    init(
        _ node: Node, replica: Replica, counter: JobCounters?, input: Link<Input>, output: Link<Output>?,
        parts: OperatorParts<Input, Output, State>, state: State, budget: StateBudget
    ) {
        self.replica = replica
        self.counter = counter
        self.input = input
        self.output = output
        self.parts = parts
        charge = StateCharge(budget)
        self.state = .allocate(capacity: 1)
        self.state.initialize(to: state)
        nowhere = .allocate(capacity: 1)
        super.init(node)
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
        nowhere.deallocate()
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard output?.hasRoom ?? true else { return false }
        if isPending || input.isReady(eagerness) { return try runKernel() }
        guard input.isEmpty, let mark = input.mark else { return false }
        return try pass(mark)
    }

    private func runKernel() throws -> Bool {
        let batch = input.batch
        let available = pace.allowance(of: batch.count)
        var cursor = cursor(available: available, times: batch.firstTime)
        defer {
            batch.consume(cursor.consumed)
            output?.batch.end = cursor.produced
        }
        let produced = cursor.produced
        try pace.run(available) {
            try parts.kernel(&cursor, batch.first, output?.batch.base ?? nowhere, state)
        }
        try check(cursor, available, produced)
        if let stateBytes = parts.stateBytes { try charge.update(to: stateBytes(state)) }
        isPending = cursor.isPending
        counter?.addWritten(cursor.consumed)
        if parts.makesTime { advance(to: cursor.watermark) }
        return cursor.consumed > 0 || cursor.produced > produced
    }

    /// An operator of the user's own may break the rules of cursors; better an error than a job that stands still.
    private func check(_ cursor: Cursor, _ available: Int, _ producedBefore: Int) throws(JobError) {
        guard cursor.consumed <= available, cursor.produced <= cursor.capacity || output == nil else {
            throw JobError(
                .user,
                "a kernel has taken \(cursor.consumed) of \(available) records, and put \(cursor.produced) where "
                    + "\(cursor.capacity) fit")
        }
        if available > 0, cursor.consumed == 0, cursor.produced == producedBefore, !cursor.isPending {
            throw JobError(
                .user, "a kernel has neither taken nor put a record; one that keeps records back takes them first")
        }
    }

    /// Hands a mark on, after what the end of a pass asks for.
    private func pass(_ mark: Mark) throws -> Bool {
        let isEndOfPass = mark.pass > reached.pass
        if isEndOfPass || parts.emitsWithTime && mark.watermark > reached.watermark {
            guard try emitAll(mark, isEndOfPass) else { return true }
            isEmitted = false
        }
        if isEndOfPass {
            try parts.endPass?(&state.pointee, mark.activity == .ended ? 0 : mark.level)
        } else if parts.makesTime && mark.activity == .active {
            input.mark = nil
            return true
        }
        if mark.activity == .ended {
            try parts.complete?(replica, &state.pointee)
            isFinished = true
        }
        input.mark = nil
        if parts.makesTime && mark.activity == .idle && mark.pass == reached.pass {
            reached = Mark(pass: mark.pass, level: mark.level, watermark: reached.watermark, activity: .idle)
        } else {
            reached = mark
        }
        output?.mark = reached
        return true
    }

    /// Puts out what the end of a pass, or the time that has come, asks for, as far as there is room.
    ///
    /// - Returns: Whether that is all.
    private func emitAll(_ mark: Mark, _ isEndOfPass: Bool) throws -> Bool {
        guard let emission = parts.emission, !isEmitted else { return true }
        let batch = output?.batch
        var cursor = Cursor(
            available: 0, produced: batch?.end ?? 0, capacity: batch?.capacity ?? 0, outputTimes: batch?.times,
            inputWatermark: isEndOfPass ? .max : mark.watermark, isEndOfPass: isEndOfPass)
        defer { output?.batch.end = cursor.produced }
        try emission(&cursor, output?.batch.base ?? nowhere, state)
        isEmitted = !cursor.isPending
        if let stateBytes = parts.stateBytes { try charge.update(to: stateBytes(state)) }
        return false
    }

    /// Says that time has come to `watermark`, behind the records that were put out.
    private func advance(to watermark: Int64) {
        guard watermark > reached.watermark || reached.activity == .idle && watermark > .min else { return }
        reached = reached.advanced(to: max(watermark, reached.watermark))
        output?.mark = reached
    }

    private func cursor(available: Int, times: UnsafeMutablePointer<Int64>?) -> Cursor {
        guard let batch = output?.batch else {
            return Cursor(
                available: available, produced: 0, capacity: 0, inputTimes: times, inputWatermark: reached.watermark)
        }
        return Cursor(
            available: available, produced: batch.end, capacity: batch.capacity, inputTimes: times,
            outputTimes: batch.times, inputWatermark: reached.watermark)
    }
}
