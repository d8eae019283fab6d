internal import Session
internal import Threading

extension Job {
    /// What all workers of a rank have in common of the job's operators.
    struct Shared {
        /// The edges of exchanges, by node.
        let edges: [Int: Edge]
        /// What nodes have in rounds, by node.
        let tenants: [Int: [any RoundTenant]]
    }

    /// Makes the edges of the graph, and begins the rounds that serve them.
    func connect(
        _ epoch: Epoch, _ placement: Placement, _ status: JobStatus, _ parkers: [Parker]
    ) throws(JobError) -> (Shared, RunningEpoch) {
        let nodes = graph.nodes.compactMap { $0 as? any ExchangeNodeProtocol }
        let budget = ExchangeBudget(
            asked: options.exchangeBytes, edges: nodes.count, size: placement.size, threads: placement.localThreads)
        if placement.rank == 0, let notice = budget.notice(asked: options.exchangeBytes) { options.onNotice?(notice) }
        let queues = ExchangeQueues(
            edges: nodes.count, size: session.size, rank: session.rank, budget: budget, senders: Sleepers(parkers),
            neighbours: epoch.neighbours, bell: epoch.bell)
        let context = EdgeContext(
            placement: placement, batchSize: BatchSize(bytes: options.batchBytes), parkers: parkers, queues: queues,
            pooled: status.pooled, seed: options.seed)
        let edges = nodes.enumerated().map { index, node in node.makeEdge(index, context) }
        graph.startLoops(on: placement, sleepers: Sleepers(parkers))
        let ofNodes = graph.nodes.map { node in
            let workers = placement.workers(node.replication).filter { $0.rank == placement.rank }
            return (node.id, node.makeTenants(epoch.site, sleepers: workers.map { parkers[$0.index] }))
        }
        let shared = Shared(
            edges: Dictionary(uniqueKeysWithValues: zip(nodes.map(\.id), edges)),
            tenants: Dictionary(uniqueKeysWithValues: ofNodes))
        let traffic = EdgeTenant(edges, queues, size: session.size) { status.fail($0) }
        // What is said of records comes before what is said of the end, and statistics behind that: the last round's are complete.
        let others =
            [JobStatistics.tenant(of: status, traffic, rank: session.rank)] + options.makeTenants(epoch.site)
            + [StallWatch(status, edges, epoch.ending, mostOverdrafts: options.mostOverdrafts)]
        return (shared, try epoch.start([traffic] + ofNodes.flatMap(\.1), after: others))
    }

    func startWorkers(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ shared: Shared, _ pump: any RoundPump,
        _ bell: RoundBell?
    ) -> [EngineThread] {
        if let problem = StartMemory(placement, Array(shared.edges.values)).problem(available: options.memoryBytes) {
            status.fail(problem)
            for missing in 0..<placement.localThreads { status.workerFinished(missing) }
            return []
        }
        let (graph, batchSize, seed) = (graph, BatchSize(bytes: options.batchBytes), options.seed)
        var threads: [EngineThread] = []
        for index in 0..<placement.localThreads {
            let worker = Worker(index: index, status: status, pump: pump, parker: parkers[index], bell: bell) {
                try WorkerPlan.operators(
                    of: graph, placement: placement, batchSize: batchSize, seed: seed,
                    site: WorkerSite(
                        worker: index, counters: status.counters, states: status.states, parker: parkers[index],
                        tenants: shared.tenants),
                    edges: shared.edges)
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
