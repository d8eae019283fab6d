internal import Session

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
        if let stateBytes = parts.stateBytes { try charge.update(to: stateBytes(state)) }
        isPending = cursor.isPending
        counter?.addWritten(cursor.consumed)
        if parts.makesTime { advance(to: cursor.watermark) }
        return cursor.consumed > 0 || cursor.produced > produced
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

    /// Hands a mark on, after what the end of a pass asks for.
    private func pass(_ mark: Mark) throws -> Bool {
        guard mark.pass > reached.pass || mark.pass == reached.pass && follows(mark.watermark) else {
            throw JobError(.internal, "\(mark) comes behind \(reached)")
        }
        let isEndOfPass = mark.pass > reached.pass
        if let emission = parts.emission, isEndOfPass || parts.emitsWithTime && mark.watermark > reached.watermark {
            if !isEmitted { return try emit(mark, isEndOfPass, emission) }
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

    /// Whether a watermark doesn't take back what was promised; one that makes room for the operator's own is not asked.
    private func follows(_ watermark: Int64) -> Bool { parts.makesTime || watermark >= reached.watermark }

    /// Puts out what the end of a pass, or the time that has come, asks for, as far as there is room.
    ///
    /// - Returns: Whether that has come further.
    private func emit(_ mark: Mark, _ isEndOfPass: Bool, _ emission: Emission<Output, State>) throws -> Bool {
        let batch = output?.batch
        var cursor = Cursor(
            available: 0, produced: batch?.end ?? 0, capacity: batch?.capacity ?? 0, outputTimes: batch?.times,
            inputWatermark: isEndOfPass ? .max : mark.watermark, isEndOfPass: isEndOfPass)
        let produced = cursor.produced
        defer { commit(cursor, since: produced) }
        try emission(&cursor, output?.batch.base ?? nowhere, state)
        try check(cursor, "an emission", since: produced)
        isEmitted = !cursor.isPending
        if let stateBytes = parts.stateBytes { try charge.update(to: stateBytes(state)) }
        return isEmitted || cursor.produced > produced
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
