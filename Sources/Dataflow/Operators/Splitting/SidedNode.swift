/// What an operator is made of that puts results out with time, and late records on a port of their own.
package struct SidedParts<Input, Output, Side, State> {
    /// Called once for each replica, on its worker.
    package var makeState: (Replica) throws -> State
    package var kernel: SidedKernel<Input, Output, Side, State>
    /// What is put out when time comes further, and at the end of a pass.
    package var emission: Emission<Output, State>
    /// Called when a pass has ended and all is put out.
    package var endPass: (inout State) throws -> Void
    /// How many bytes a state has; negative if it needs so many and the system refuses.
    package var stateBytes: (UnsafeMutablePointer<State>) -> Int

    package init(
        makeState: @escaping (Replica) throws -> State, kernel: @escaping SidedKernel<Input, Output, Side, State>,
        emission: @escaping Emission<Output, State>, endPass: @escaping (inout State) throws -> Void,
        stateBytes: @escaping (UnsafeMutablePointer<State>) -> Int
    ) {
        self.makeState = makeState
        self.kernel = kernel
        self.emission = emission
        self.endPass = endPass
        self.stateBytes = stateBytes
    }
}

/// A node with one input and two ports: results, and records that came late.
package final class SidedNode<Input, Output, Side, State>: Node, @unchecked Sendable {
    private let parts: SidedParts<Input, Output, Side, State>

    package init(
        name: String, input: Port, replication: Replication, isTimed: Bool,
        parts: SidedParts<Input, Output, Side, State>, detail: String = ""
    ) {
        self.parts = parts
        super.init(
            name: name, kind: .operator, inputs: [input], replication: replication,
            outputs: [.records(of: Output.self, isTimed: isTimed), .records(of: Side.self, isTimed: isTimed)],
            detail: detail)
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = try SidedWork(
            replica: replica, counters: site.counters, input: unsafeDowncast(inputs[0], to: Link<Input>.self),
            output: unsafeDowncast(outputs[0], to: Link<Output>.self),
            side: unsafeDowncast(outputs[1], to: Link<Side>.self), parts: parts, budget: site.states)
        return GatedOperator(
            self, inputs: inputs, outputs: outputs,
            gate: MarkGate([.emitsAtEnd, .emitsWithTime], depth: depth), work: work)
    }
}
