/// What an operator with one input is made of.
package struct OperatorParts<Input, Output, State> {
    /// Called once for each replica, on its worker.
    package var makeState: (Replica) throws -> State
    package var kernel: Kernel<Input, Output, State>
    /// What is put out at the end of a pass.
    package var emission: Emission<Output, State>?
    /// Whether the emission is asked when time comes further, too.
    package var emitsWithTime = false
    /// Called when a pass has ended and all is put out, with its level: state that lives for it is done with.
    package var endPass: ((inout State, UInt8) throws -> Void)?
    /// Called at the end of the stream, when all is put out.
    package var complete: ((Replica, inout State) throws -> Void)?
    /// How many bytes a state has, if that grows with what comes; negative if it needs so many and the system refuses.
    package var stateBytes: ((UnsafeMutablePointer<State>) -> Int)?
    /// Whether the kernel says by itself how far time has come, so that what its input says of it doesn't count.
    package var makesTime = false
    /// What it says of time while nothing comes; asked now and then.
    package var tick: ((inout State) -> Tick?)?
    /// Whether it does nothing but to make records for its consumers, so that it stops when they need no more. Its state,
    /// if it holds records back, is then made anew.
    package var mayBeCutOff = State.self == Stateless.self

    package init(
        makeState: @escaping (Replica) throws -> State, kernel: @escaping Kernel<Input, Output, State>,
        emission: Emission<Output, State>? = nil
    ) {
        self.makeState = makeState
        self.kernel = kernel
        self.emission = emission
    }
}

/// What an operator that makes time says while nothing comes.
@frozen
public enum Tick: Equatable, Sendable {
    /// Time has come so far.
    case watermark(Int64)
    /// Nobody should wait for its time until something comes.
    case idle
}

/// A node with one input: each replica runs a kernel over its batches, with a state of its own.
package final class OperatorNode<Input, Output, State>: Node, @unchecked Sendable {
    private let parts: OperatorParts<Input, Output, State>

    package init(
        name: String, kind: Kind = .operator, input: Port, replication: Replication, isTimed: Bool = false,
        detail: String = "", parts: OperatorParts<Input, Output, State>
    ) {
        self.parts = parts
        super.init(
            name: name, kind: kind, inputs: [input], replication: replication,
            outputs: kind == .sink ? [] : [.records(of: Output.self, isTimed: isTimed)], detail: detail)
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = try KernelWork(
            replica: replica, counter: kind == .sink ? site.counters : nil,
            input: unsafeDowncast(inputs[0], to: Link<Input>.self),
            output: outputs.first.map { unsafeDowncast($0, to: Link<Output>.self) }, parts: parts, budget: site.states)
        return GatedOperator(
            self, inputs: inputs, outputs: outputs, gate: MarkGate(parts.traits, depth: depth), work: work)
    }
}

extension OperatorParts {
    /// What marks mean to the operator.
    var traits: MarkGate.Traits {
        var traits: MarkGate.Traits = []
        if emission != nil { traits.formUnion(emitsWithTime ? [.emitsAtEnd, .emitsWithTime] : .emitsAtEnd) }
        if makesTime { traits.insert(.makesTime) }
        return traits
    }
}
