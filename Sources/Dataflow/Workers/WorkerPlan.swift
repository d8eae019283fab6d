internal import Session
internal import Threading

/// Makes the operators of one worker from the graph: a replica of each node that has one here, the two halves of
/// exchanges, and a fan-out where several operators take one stream.
struct WorkerPlan {
    private let graph: Graph
    private let placement: Placement
    private let worker: Placement.Worker
    private let batchSize: BatchSize
    private let seed: UInt64
    private let site: WorkerSite
    /// The edges of the exchanges, by node.
    private let edges: [Int: Edge]
    /// Links that wait for their consumers, by producer; each consumer takes the next.
    private var links: [Int: [AnyLink]] = [:]
    private var operators: [Operator] = []

    init(
        graph: Graph, placement: Placement, batchSize: BatchSize, seed: UInt64, site: WorkerSite, edges: [Int: Edge]
    ) {
        self.graph = graph
        self.placement = placement
        self.worker = Placement.Worker(rank: placement.rank, index: site.worker)
        self.batchSize = batchSize
        self.seed = seed
        self.site = site
        self.edges = edges
    }

    /// The worker's operators, those closest to the end of the job first, sources last.
    static func operators(
        of graph: Graph, placement: Placement, batchSize: BatchSize, seed: UInt64, site: WorkerSite, edges: [Int: Edge]
    ) throws -> [Operator] {
        var plan = WorkerPlan(
            graph: graph, placement: placement, batchSize: batchSize, seed: seed, site: site, edges: edges)
        for node in graph.nodes { try plan.add(node) }
        return plan.operators.filter { !$0.isSource }.reversed() + plan.operators.filter(\.isSource)
    }

    private mutating func add(_ node: Node) throws {
        if let exchange = node as? any ExchangeNodeProtocol {
            addExchange(exchange)
        } else if let replica = replica(in: node.replication) {
            let inputs = node.inputs.map { takeLink(from: $0) }
            let outputs = outputs(of: node)
            do {
                operators.append(
                    try node.whileWorkedOn {
                        try node.makeOperator(replica, site, inputs: inputs, output: outputs.link)
                    })
            } catch {
                throw JobError(wrapping: error, operator: node.label)
            }
            if let fanOut = outputs.fanOut { operators.append(fanOut) }
        }
    }

    private mutating func addExchange(_ node: any ExchangeNodeProtocol) {
        let edge = edges[node.id]!
        if edge.isPassage {
            passOn(node)
            return
        }
        if let replica = replica(in: node.senders) {
            operators.append(node.makeSender(replica, edge, input: takeLink(from: node.inputs[0])))
        }
        if replica(in: node.replication) != nil {
            let outputs = outputs(of: node)
            operators.append(node.makeReceiver(edge, worker: worker.index, output: outputs.link!))
            if let fanOut = outputs.fanOut { operators.append(fanOut) }
        }
    }

    /// An exchange between one worker and itself moves nothing: its consumers take what its producer gives.
    private mutating func passOn(_ node: any ExchangeNodeProtocol) {
        guard replica(in: node.senders) != nil else { return }
        let input = takeLink(from: node.inputs[0])
        let consumers = graph.consumers(of: node.id).count
        guard consumers > 1 else {
            links[node.id] = [input]
            return
        }
        let ends = (0..<consumers).map { _ in node.makeLink(batchSize) }
        links[node.id] = ends
        operators.append(node.makeFanOut(from: input, to: ends))
    }

    /// Which replica of a node with `replication` this worker holds, if it holds one.
    private func replica(in replication: Replication) -> Replica? {
        let workers = placement.workers(replication)
        let stateBytes = site.states.limit / placement.localThreads
        return workers.firstIndex(of: worker).map {
            Replica(index: $0, count: workers.count, seed: seed, stateBytes: stateBytes)
        }
    }

    /// The link into which `node` puts its records, and what spreads them if several take them.
    private mutating func outputs(of node: Node) -> (link: AnyLink?, fanOut: Operator?) {
        let consumers = graph.consumers(of: node.id).count
        guard consumers > 0 else { return (nil, nil) }
        let ends = (0..<consumers).map { _ in node.makeLink(batchSize) }
        links[node.id] = ends
        guard consumers > 1 else { return (ends[0], nil) }
        let start = node.makeLink(batchSize)
        return (start, node.makeFanOut(from: start, to: ends))
    }

    private mutating func takeLink(from producer: Int) -> AnyLink { links[producer]!.removeLast() }
}
