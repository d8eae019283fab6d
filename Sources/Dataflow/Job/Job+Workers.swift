internal import Threading
internal import Transport

extension Job {
    /// Makes the edges of the graph and, between several ranks, what moves records over them.
    func connect(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ doorbell: Doorbell?,
        _ neighbours: Neighbours
    ) throws(JobError) -> ([Int: Edge], Exchange?) {
        let nodes = graph.nodes.compactMap { $0 as? any ExchangeNodeProtocol }
        let budget = ExchangeBudget(
            asked: options.exchangeBytes, edges: nodes.count, size: placement.size, threads: placement.localThreads)
        if placement.rank == 0, let notice = budget.notice(asked: options.exchangeBytes) { options.onNotice?(notice) }
        let queues = network.map {
            ExchangeQueues(
                edges: nodes.count, size: $0.size, rank: $0.rank, budget: budget, senders: Sleepers(parkers),
                neighbours: neighbours)
        }
        let context = EdgeContext(
            placement: placement, batchSize: BatchSize(bytes: options.batchBytes), parkers: parkers, queues: queues,
            pooled: status.pooled, seed: options.seed)
        let edges = nodes.enumerated().map { index, node in node.makeEdge(index, context) }
        let byNode = Dictionary(uniqueKeysWithValues: zip(nodes.map(\.id), edges))
        guard let network, let queues else { return (byNode, nil) }
        do {
            let transport = try network.open(RoundWords(edges: edges.count).shape(segmentBytes: budget.segmentBytes))
            let exchange = Exchange(
                transport: transport, edges: edges, queues: queues, status: status,
                silenceTimeout: options.silenceTimeout, mostOverdrafts: options.mostOverdrafts, doorbell: doorbell)
            return (byNode, exchange)
        } catch {
            let failure = JobError(.io, "ranks can't reach each other: \(error)", rank: network.rank)
            options.onFailure?(failure)
            abort(failure)
            throw failure
        }
    }

    func startWorkers(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ edges: [Int: Edge], _ exchange: Exchange?
    ) throws(JobError) -> [EngineThread] {
        if let problem = StartMemory(placement, Array(edges.values)).problem(available: options.memoryBytes) {
            status.fail(problem)
            for missing in 0..<placement.localThreads { status.workerFinished(missing) }
            return []
        }
        let (graph, batchSize, seed) = (graph, BatchSize(bytes: options.batchBytes), options.seed)
        var threads: [EngineThread] = []
        for index in 0..<placement.localThreads {
            let worker = Worker(index: index, status: status, exchange: exchange, parker: parkers[index]) {
                try WorkerPlan.operators(
                    of: graph, placement: placement, batchSize: batchSize, seed: seed,
                    site: WorkerSite(
                        worker: index, counters: status.counters, states: status.states, parker: parkers[index]),
                    edges: edges)
            }
            do {
                threads.append(try EngineThread { worker.run() })
            } catch {
                status.fail(
                    JobError(
                        .resources,
                        "no thread can be started (\(error.message)); use fewer than \(placement.localThreads)"))
                for missing in index..<placement.localThreads { status.workerFinished(missing) }
                break
            }
        }
        return threads
    }
}
