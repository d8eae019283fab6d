/// The links between the operators of one worker. They are made before the operators: an arc may lead back to one that comes first.
struct WorkerLinks {
    /// What a worker has of a node.
    enum Presence {
        /// A replica, or the receiving half of an exchange.
        case here
        case elsewhere
        /// An exchange between this worker and itself: what goes in comes out.
        case passage
    }

    private let graph: Graph
    private let batchSize: BatchSize
    private let presence: (_ node: Int) -> Presence
    private let arcs: [Port: [Arc]]
    /// Where ports start: what their operators fill.
    private var starts: [Port: AnyLink] = [:]
    /// Where the inputs of nodes are: what their operators take from.
    private var ends: [Int: [Int: AnyLink]] = [:]
    /// What gives the records of a port to all that take them, if that isn't one.
    private var spreads: [Port: Operator] = [:]

    init(of graph: Graph, batchSize: BatchSize, presence: @escaping (_ node: Int) -> Presence) {
        self.graph = graph
        self.batchSize = batchSize
        self.presence = presence
        arcs = Dictionary(grouping: graph.arcs, by: \.from)
        for node in graph.nodes where presence(node.id) == .here {
            for output in node.outputs.indices { _ = start(of: Port(node.id, output: output)) }
        }
    }

    /// The links of a node's inputs, in order.
    func inputs(of node: Int) -> [AnyLink] { graph.nodes[node].inputs.indices.map { ends[node]![$0]! } }

    /// The links of a node's ports, in order.
    func outputs(of node: Int) -> [AnyLink] {
        graph.nodes[node].outputs.indices.map { starts[Port(node, output: $0)]! }
    }

    /// The operators behind a node's ports.
    func spreads(of node: Int) -> [Operator] {
        graph.nodes[node].outputs.indices.compactMap { spreads[Port(node, output: $0)] }
    }

    private mutating func start(of port: Port) -> AnyLink {
        if let start = starts[port] { return start }
        let (node, arcs) = (graph.nodes[port.node], arcs[port] ?? [])
        let type = node.outputs[port.output]
        let links = arcs.map { link(along: $0, type) }
        guard links.count != 1 else {
            starts[port] = links[0]
            return links[0]
        }
        let start = type.makeLink(batchSize)
        let work = links.isEmpty ? DiscardWork(start) : type.makeFanOut(start, links)
        starts[port] = start
        spreads[port] = GatedOperator(
            node, inputs: [start], outputs: links, gate: MarkGate(depth: node.depth), work: work)
        return start
    }

    private mutating func link(along arc: Arc, _ type: PortType) -> AnyLink {
        if presence(arc.to) == .passage { return start(of: Port(arc.to)) }
        let link = type.makeLink(batchSize)
        ends[arc.to, default: [:]][arc.input] = link
        return link
    }
}
