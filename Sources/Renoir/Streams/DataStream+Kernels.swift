public import Dataflow
public import Records
internal import Session

// What operators are made of: the kernel is written where the user's types and closures are known, and passed on to here,
// where they are not.
extension DataStream {
    /// Adds an operator that works on the records where they are.
    ///
    /// - Parameters:
    ///   - keepsTimes: Whether the kernel gives each record that it puts out the time of the one it comes from.
    ///   - emitsInTime: Whether the emission is asked when time comes further, too, and gives records their times.
    ///   - mayBeCutOff: Whether the state holds nothing but what could not be put out yet, so that the operator stops when
    ///     its consumers need no more.
    ///   - stateBytes: How many bytes a state has, if that grows with the records.
    @usableFromInline
    func apply<Output, State>(
        _ name: String, keepsTimes: Bool = false, emitsInTime: Bool = false, mayBeCutOff: Bool = false,
        state: @escaping (Replica) throws -> State,
        kernel: @escaping Kernel<Element, Output, State>, emission: Emission<Output, State>? = nil,
        endPass: ((inout State, UInt8) throws -> Void)? = nil,
        stateBytes: ((UnsafeMutablePointer<State>) -> Int)? = nil
    ) -> DataStream<Output> {
        var parts = OperatorParts(makeState: state, kernel: kernel, emission: emission)
        parts.endPass = endPass
        parts.stateBytes = stateBytes
        if mayBeCutOff { parts.mayBeCutOff = true }
        parts.emitsWithTime = emitsInTime
        return apply(name, isTimed: (keepsTimes || emitsInTime) && isTimed, parts)
    }

    func apply<Output, State>(
        _ name: String, isTimed: Bool, _ parts: OperatorParts<Element, Output, State>
    ) -> DataStream<Output> {
        add(OperatorNode(name: name, input: port, replication: replication, isTimed: isTimed, parts: parts))
    }

    /// Adds an operator whose kernel makes times and watermarks.
    @usableFromInline
    func timed<Output, State>(
        _ name: String, state: @escaping (Replica) throws -> State, kernel: @escaping Kernel<Element, Output, State>,
        endPass: @escaping (inout State, UInt8) throws -> Void, tick: ((inout State) -> Tick?)? = nil
    ) -> DataStream<Output> {
        var parts = OperatorParts(makeState: state, kernel: kernel)
        parts.endPass = endPass
        parts.makesTime = true
        parts.tick = tick
        return apply(name, isTimed: true, parts)
    }

    /// Adds an operator without state, whose kernel keeps times.
    @usableFromInline
    func apply<Output>(_ name: String, kernel: @escaping Kernel<Element, Output, Stateless>) -> DataStream<Output> {
        apply(name, keepsTimes: true, state: { _ in Stateless() }, kernel: kernel)
    }

    /// Moves each record to the worker that `kernel` chooses.
    @usableFromInline
    func partition(
        _ name: String, wire: WireFormat<Element>?, kernel: @escaping PartitionKernel<Element>
    ) -> DataStream<Element> {
        exchange(name, to: .everyWorker, Distribution(kernel), wire: wire)
    }

    /// Moves each record to the worker that a kernel of the sending replica's own chooses.
    @usableFromInline
    func partition(
        _ name: String, wire: WireFormat<Element>?,
        ofReplica makeKernel: @escaping (Replica) -> PartitionKernel<Element>
    ) -> DataStream<Element> {
        exchange(name, to: .everyWorker, Distribution(ofReplica: makeKernel), wire: wire)
    }

    /// Brings all records to a single worker of rank 0: all of the first worker's, in their order, then those of the second, and so on.
    @usableFromInline
    func gatherInOrder(_ name: String, wire: WireFormat<Element>?) -> DataStream<Element> {
        replication == .one ? self : exchange(name, to: .one, .gather, wire: wire, keepsOrder: true)
    }

    /// Spreads the records evenly.
    @usableFromInline
    func rebalance(_ name: String, wire: WireFormat<Element>?) -> DataStream<Element> {
        exchange(name, to: .everyWorker, .rebalance, wire: wire)
    }

    /// Brings all records to a single worker of rank 0; in order, if they come from a single one.
    @usableFromInline
    func gather(_ name: String, wire: WireFormat<Element>?) -> DataStream<Element> {
        replication == .one ? self : exchange(name, to: .one, .gather, wire: wire)
    }

    /// Brings all records to one worker of each rank.
    @usableFromInline
    func gatherOnAllRanks(_ name: String, wire: WireFormat<Element>?) -> DataStream<Element> {
        exchange(name, to: .onePerRank, .broadcast, wire: wire)
    }

    /// Gives every worker all records; one copy travels to each rank.
    @usableFromInline
    func spread(_ name: String, wire: WireFormat<Element>?) -> DataStream<Element> {
        exchange(name, to: .onePerRank, .broadcast, wire: wire)
            .exchange("\(name) on each rank", to: .everyWorker, .broadcastOnRank, wire: wire)
    }

    /// Ends the stream with an operator that puts nothing out.
    @usableFromInline
    func consume<State>(
        _ name: String, state: @escaping (Replica) throws -> State, kernel: @escaping Kernel<Element, Never, State>,
        complete: ((Replica, inout State) throws -> Void)? = nil,
        stateBytes: ((UnsafeMutablePointer<State>) -> Int)? = nil
    ) {
        var parts = OperatorParts(makeState: state, kernel: kernel)
        parts.complete = complete
        parts.stateBytes = stateBytes
        if graph.loops.current != .outermost {
            note("the body of a loop has no sinks: what leaves a loop is what its body gives", name)
        }
        graph.add(OperatorNode(name: name, kind: .sink, input: port, replication: replication, parts: parts))
    }

    func exchange(
        _ name: String, to receivers: Replication, _ distribution: Distribution<Element>, wire: WireFormat<Element>?,
        keepsOrder: Bool = false
    ) -> DataStream<Element> {
        if wire == nil {
            graph.note(
                JobError(
                    .graph,
                    WireObstacle.describe(Element.self),
                    operator: "\(name) (#\(graph.nodes.count))"))
        }
        return add(
            ExchangeNode(
                name: name, input: port, senders: replication, receivers: receivers, distribution: distribution,
                wire: wire ?? .unsupported, isTimed: isTimed, batching: batching, keepsOrder: keepsOrder))
    }

    func add<Output>(_ node: Node) -> DataStream<Output> {
        DataStream<Output>(context: context, port: Port(graph.add(node)), batching: batching)
    }
}
