/// What an operator of a loop's body is made of whose state lives through the iterations.
package struct LoopMemoryParts<Input, Output, Total, State> {
    /// Called once for each replica, on its worker.
    package var makeState: (Replica) -> State
    package var kernel: Kernel<Input, Output, State>
    /// What is put out when the loop has ended, after which the state is as it was at first.
    package var emission: Emission<Total, State>
    /// How many bytes a state has; negative if it needs so many and the system refuses.
    package var stateBytes: (UnsafeMutablePointer<State>) -> Int

    package init(
        makeState: @escaping (Replica) -> State, kernel: @escaping Kernel<Input, Output, State>,
        emission: @escaping Emission<Total, State>, stateBytes: @escaping (UnsafeMutablePointer<State>) -> Int
    ) {
        self.makeState = makeState
        self.kernel = kernel
        self.emission = emission
        self.stateBytes = stateBytes
    }
}

/// A node of a loop's body that remembers through the iterations: its first port gives what it makes of records, its second one what
/// it has come to when the loop has ended.
package final class LoopMemoryNode<Input, Output, Total, State>: Node, @unchecked Sendable {
    private let parts: LoopMemoryParts<Input, Output, Total, State>

    package init(
        name: String, input: Port, replication: Replication, parts: LoopMemoryParts<Input, Output, Total, State>
    ) {
        self.parts = parts
        super.init(
            name: name, kind: .operator, inputs: [input], replication: replication,
            outputs: [.records(of: Output.self), .records(of: Total.self)])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = LoopMemoryWork(
            replica, input: unsafeDowncast(inputs[0], to: Link<Input>.self),
            output: unsafeDowncast(outputs[0], to: Link<Output>.self),
            totals: unsafeDowncast(outputs[1], to: Link<Total>.self), parts: parts, budget: site.states)
        return GatedOperator(
            self, inputs: inputs, outputs: outputs, gate: MarkGate(.emitsAfterLoop, depth: depth), work: work)
    }
}
