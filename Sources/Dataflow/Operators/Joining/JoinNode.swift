/// What an operator with two inputs is made of: a kernel for each, over one state.
package struct JoinParts<Left, Right, Output, State> {
    /// Called once for each replica, on its worker.
    package var makeState: (Replica) throws -> State
    package var left: Kernel<Left, Output, State>
    package var right: Kernel<Right, Output, State>
    /// Called when one input has ended its pass while the other goes on.
    package var inputEnded: (inout State, JoinSide) -> Void
    /// What is put out at the end of a pass.
    package var emission: Emission<Output, State>?
    /// Whether the emission is asked when time comes further, too.
    package var emitsWithTime = false
    /// How many records came too late since it was asked last.
    package var takeLate: ((inout State) -> Int)?
    /// Called when a pass has ended and all is put out: state that lives for it is done with.
    package var endPass: (inout State) -> Void
    /// How many bytes a state has; negative if it needs so many and the system refuses.
    package var stateBytes: (UnsafeMutablePointer<State>) -> Int

    package init(
        makeState: @escaping (Replica) throws -> State, left: @escaping Kernel<Left, Output, State>,
        right: @escaping Kernel<Right, Output, State>, inputEnded: @escaping (inout State, JoinSide) -> Void,
        emission: Emission<Output, State>?, endPass: @escaping (inout State) -> Void,
        stateBytes: @escaping (UnsafeMutablePointer<State>) -> Int
    ) {
        self.makeState = makeState
        self.left = left
        self.right = right
        self.inputEnded = inputEnded
        self.emission = emission
        self.endPass = endPass
        self.stateBytes = stateBytes
    }
}

/// One of the two inputs of a join.
public enum JoinSide: Sendable {
    case left
    case right
}

/// A node with two inputs of records that meet in a state.
package final class JoinNode<Left, Right, Output, State>: Node, @unchecked Sendable {
    private let parts: JoinParts<Left, Right, Output, State>

    package init(
        name: String, inputs: [Port], replication: Replication, isTimed: Bool,
        parts: JoinParts<Left, Right, Output, State>
    ) {
        self.parts = parts
        super.init(
            name: name, kind: .operator, inputs: inputs, replication: replication,
            outputs: [.records(of: Output.self, isTimed: isTimed)])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = try JoinWork(
            replica: replica, left: unsafeDowncast(inputs[0], to: Link<Left>.self),
            right: unsafeDowncast(inputs[1], to: Link<Right>.self),
            output: unsafeDowncast(outputs[0], to: Link<Output>.self), parts: parts, budget: site.states,
            counters: site.counters)
        var traits: MarkGate.Traits = parts.emission == nil ? [] : .emitsAtEnd
        if parts.emitsWithTime { traits.insert(.emitsWithTime) }
        return GatedOperator(
            self, inputs: inputs, outputs: outputs, gate: MarkGate(traits, inputs: 2, depth: depth), work: work)
    }
}
