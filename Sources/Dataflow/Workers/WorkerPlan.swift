internal import Session

/// Makes the operators of one worker from the graph: a replica of each node that has one here, and the two halves of
/// exchanges, between the links of its ``WorkerLinks``.
struct WorkerPlan {
    private let graph: Graph
    private let placement: Placement
    private let worker: Placement.Worker
    private let seed: UInt64
    private let site: WorkerSite
    /// The edges of the exchanges, by node.
    private let edges: [Int: Edge]
    private var links: WorkerLinks
    private var operators: [Operator] = []

    /// The worker's operators, those closest to the end of the job first, sources last.
    static func operators(
        of graph: Graph, placement: Placement, batchSize: BatchSize, seed: UInt64, site: WorkerSite, edges: [Int: Edge]
    ) throws -> [Operator] {
        let worker = Placement.Worker(rank: placement.rank, index: site.worker)
        let links = WorkerLinks(of: graph, batchSize: batchSize) { node in
            if let edge = edges[node], edge.isPassage { return .passage }
            return placement.workers(graph.nodes[node].replication).contains(worker) ? .here : .elsewhere
        }
        var plan = WorkerPlan(
            graph: graph, placement: placement, worker: worker, seed: seed, site: site, edges: edges, links: links)
        for node in graph.nodes { try plan.add(node) }
        return plan.operators.filter { !$0.isSource }.reversed() + plan.operators.filter(\.isSource)
    }

    private mutating func add(_ node: Node) throws {
        if let exchange = node as? any ExchangeNodeProtocol {
            addExchange(exchange)
        } else if let replica = replica(in: node.replication) {
            do {
                operators.append(
                    try node.whileWorkedOn {
                        try node.makeOperator(
                            replica, site, inputs: links.inputs(of: node.id), outputs: links.outputs(of: node.id))
                    })
            } catch {
                throw JobError(wrapping: error, operator: node.label)
            }
        }
        operators += links.spreads(of: node.id)
    }

    private mutating func addExchange(_ node: any ExchangeNodeProtocol) {
        let edge = edges[node.id]!
        // Between one worker and itself nothing moves.
        guard !edge.isPassage else { return }
        if let replica = replica(in: node.senders) {
            operators.append(node.makeSender(replica, edge, input: links.inputs(of: node.id)[0]))
        }
        if replica(in: node.replication) != nil {
            operators.append(node.makeReceiver(edge, worker: worker.index, output: links.outputs(of: node.id)[0]))
        }
    }

    /// Which replica of a node with `replication` this worker holds, if it holds one.
    private func replica(in replication: Replication) -> Replica? {
        let workers = placement.workers(replication)
        let stateBytes = site.states.limit / placement.localThreads
        return workers.firstIndex(of: worker).map {
            Replica(index: $0, count: workers.count, seed: seed, stateBytes: stateBytes)
        }
    }
}
