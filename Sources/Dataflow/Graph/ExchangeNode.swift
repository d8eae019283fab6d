package import Records

/// A node at which records change workers: the operators before it and those behind it are of different blocks.
package final class ExchangeNode<Element>: Node, ExchangeNodeProtocol, @unchecked Sendable {
    private let distribution: Distribution<Element>
    private let wire: WireFormat<Element>
    package let senders: Replication
    private let batching: Batching
    package let keepsOrder: Bool

    /// - Parameter keepsOrder: Whether a receiver gets all records of a pass of the first sender first, then those of the second, and so on.
    package init(
        name: String, input: Port, senders: Replication, receivers: Replication, distribution: Distribution<Element>,
        wire: WireFormat<Element>, isTimed: Bool, batching: Batching = .whenIdle, keepsOrder: Bool = false
    ) {
        self.batching = batching
        self.keepsOrder = keepsOrder
        self.distribution = distribution
        self.wire = wire
        self.senders = senders
        super.init(
            name: name, kind: .exchange, inputs: [input], replication: receivers,
            outputs: [.records(of: Element.self, isTimed: isTimed)], detail: wire.layout + (isTimed ? ", timed" : ""))
    }

    package func makeEdge(_ index: Int, _ context: EdgeContext) -> Edge {
        TypedEdge<Element>(index: index, node: self, context: context, isMemory: wire.isMemory)
    }

    package func makeSender(_ replica: Replica, _ edge: Edge, input: AnyLink) -> Operator {
        ExchangeSender(
            self, replica: replica, edge: unsafeDowncast(edge, to: TypedEdge<Element>.self),
            input: unsafeDowncast(input, to: Link<Element>.self), kernel: distribution.makeKernel(replica), wire: wire,
            batching: batching)
    }

    package func makeReceiver(_ edge: Edge, worker: Int, output: AnyLink) -> Operator {
        ExchangeReceiver(
            self, edge: unsafeDowncast(edge, to: TypedEdge<Element>.self), worker: worker,
            output: unsafeDowncast(output, to: Link<Element>.self), wire: wire)
    }
}

/// What the engine asks of an exchange node whose record type it does not know.
package protocol ExchangeNodeProtocol: Node {
    var senders: Replication { get }
    /// Whether senders take turns.
    var keepsOrder: Bool { get }
    func makeEdge(_ index: Int, _ context: EdgeContext) -> Edge
    func makeSender(_ replica: Replica, _ edge: Edge, input: AnyLink) -> Operator
    func makeReceiver(_ edge: Edge, worker: Int, output: AnyLink) -> Operator
}
