/// A node with one input: each replica runs a kernel over its batches, with a state of its own.
package final class OperatorNode<Input, Output, State>: TypedNode<Output>, @unchecked Sendable {
    private let makeState: (Replica) throws -> State
    private let kernel: Kernel<Input, Output, State>
    private let emission: Emission<Output, State>?
    private let complete: ((Replica, inout State) throws -> Void)?

    /// - Parameters:
    ///   - makeState: Called once for each replica, on its worker.
    ///   - emission: What is put out at the end of a pass.
    ///   - complete: Called at the end of the stream, when all is put out.
    package init(
        name: String, kind: Kind = .operator, input: Int, replication: Replication, detail: String = "",
        makeState: @escaping (Replica) throws -> State, kernel: @escaping Kernel<Input, Output, State>,
        emission: Emission<Output, State>? = nil, complete: ((Replica, inout State) throws -> Void)? = nil
    ) {
        self.makeState = makeState
        self.kernel = kernel
        self.emission = emission
        self.complete = complete
        super.init(
            name: name, kind: kind, inputs: [input], replication: replication, recordType: Output.self, detail: detail)
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, input: AnyLink?, output: AnyLink?
    ) throws -> Operator {
        KernelOperator(
            self, replica: replica, counter: kind == .sink ? site.counters : nil,
            input: unsafeDowncast(input!, to: Link<Input>.self),
            output: output.map { unsafeDowncast($0, to: Link<Output>.self) },
            state: try makeState(replica), kernel: kernel, emission: emission, complete: complete)
    }
}
