/// A replica of an operator with one input: runs the kernel over what comes, the emission at the end of a pass.
final class KernelOperator<Input, Output, State>: Operator {
    private let replica: Replica
    private let counter: JobCounters?
    private let input: Link<Input>
    private let output: Link<Output>?
    private let state: UnsafeMutablePointer<State>
    private let kernel: Kernel<Input, Output, State>
    private let emission: Emission<Output, State>?
    private let complete: ((Replica, inout State) throws -> Void)?
    private var pace = KernelPace()
    private var isPending = false
    private var isEmitted = false
    /// Stands for the output of a sink, which puts nothing out.
    private let nowhere: UnsafeMutablePointer<Output>

    init(
        _ node: Node, replica: Replica, counter: JobCounters?, input: Link<Input>, output: Link<Output>?, state: State,
        kernel: @escaping Kernel<Input, Output, State>, emission: Emission<Output, State>?,
        complete: ((Replica, inout State) throws -> Void)?
    ) {
        self.replica = replica
        self.counter = counter
        self.input = input
        self.output = output
        self.state = .allocate(capacity: 1)
        self.state.initialize(to: state)
        self.kernel = kernel
        self.emission = emission
        self.complete = complete
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
        var cursor = cursor(available: available)
        defer {
            batch.consume(cursor.consumed)
            output?.batch.end = cursor.produced
        }
        let produced = cursor.produced
        try pace.run(available) { try kernel(&cursor, batch.first, output?.batch.base ?? nowhere, state) }
        isPending = cursor.isPending
        counter?.addWritten(cursor.consumed)
        return cursor.consumed > 0 || cursor.produced > produced
    }

    /// Puts out what the pass leaves behind, then hands the mark on.
    private func pass(_ mark: Mark) throws -> Bool {
        if let emission, !isEmitted, mark.activity == .ended {
            var cursor = cursor(available: 0)
            defer { output?.batch.end = cursor.produced }
            try emission(&cursor, output?.batch.base ?? nowhere, state)
            isEmitted = !cursor.isPending
            return true
        }
        if mark.activity == .ended {
            try complete?(replica, &state.pointee)
            isFinished = true
        }
        output?.mark = mark
        input.mark = nil
        return true
    }

    private func cursor(available: Int) -> Cursor {
        guard let batch = output?.batch else { return Cursor(available: available, produced: 0, capacity: 0) }
        return Cursor(available: available, produced: batch.end, capacity: batch.capacity)
    }
}
