internal import Session
internal import Threading
internal import Transport

extension Job {
    /// What all workers of a rank have in common of the job's operators.
    struct Shared {
        /// The edges of exchanges, by node.
        let edges: [Int: Edge]
        /// What nodes have in rounds, by node.
        let tenants: [Int: any RoundTenant]
    }

    /// Makes the edges of the graph, and begins the rounds that serve them.
    func connect(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ doorbell: Doorbell?,
        _ neighbours: Neighbours
    ) throws(JobError) -> (Shared, any RoundPump) {
        let nodes = graph.nodes.compactMap { $0 as? any ExchangeNodeProtocol }
        let budget = ExchangeBudget(
            asked: options.exchangeBytes, edges: nodes.count, size: placement.size, threads: placement.localThreads)
        if placement.rank == 0, let notice = budget.notice(asked: options.exchangeBytes) { options.onNotice?(notice) }
        let queues = ExchangeQueues(
            edges: nodes.count, size: network.size, rank: network.rank, budget: budget, senders: Sleepers(parkers),
            neighbours: neighbours)
        let context = EdgeContext(
            placement: placement, batchSize: BatchSize(bytes: options.batchBytes), parkers: parkers, queues: queues,
            pooled: status.pooled, seed: options.seed)
        let edges = nodes.enumerated().map { index, node in node.makeEdge(index, context) }
        let site = TenantSite(rank: network.rank, size: network.size, bed: status.bed)
        let ofNodes = graph.nodes.compactMap { node in
            let workers = placement.workers(node.replication).filter { $0.rank == placement.rank }
            return node.makeTenant(site, sleepers: workers.map { parkers[$0.index] }).map { (node.id, $0) }
        }
        let shared = Shared(
            edges: Dictionary(uniqueKeysWithValues: zip(nodes.map(\.id), edges)),
            tenants: Dictionary(uniqueKeysWithValues: ofNodes))
        do {
            let pump = try network.beginEpoch(
                of: tenants(edges, queues, ofNodes.map(\.1), site, status), silenceTimeout: options.silenceTimeout,
                doorbell: doorbell
            ) { failure in status.lost(lostError(failure)) }
            return (shared, pump)
        } catch {
            let failure = JobError(.io, "ranks can't reach each other: \(error)", rank: network.rank)
            options.onFailure?(failure)
            abort(failure)
            throw failure
        }
    }

    /// Who has a part in the rounds of the job. What is said of records comes before what is said of the end, and statistics
    /// behind that: the last round's are complete.
    private func tenants(
        _ edges: [Edge], _ queues: ExchangeQueues, _ ofNodes: [any RoundTenant], _ site: TenantSite, _ status: JobStatus
    ) -> [any RoundTenant] {
        let traffic = EdgeTenant(edges, queues, size: network.size) { status.fail($0) }
        let end = JobEnd(status)
        return [traffic] + ofNodes + [end, JobStatistics.tenant(of: status, traffic, rank: network.rank)]
            + options.makeTenants(site)
            + [StallWatch(status, edges, end, mostOverdrafts: options.mostOverdrafts)]
    }

    private func lostError(_ failure: RoundFailure) -> JobError {
        switch failure {
        case .silence(let seconds):
            JobError(.io, "another rank has not been heard for \(seconds) s; it may be stopped or gone")
        case .transport(let error):
            JobError(.io, "the exchange with other ranks failed: \(error)", rank: network.rank)
        }
    }

    func startWorkers(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ shared: Shared, _ pump: any RoundPump
    ) throws(JobError) -> [EngineThread] {
        if let problem = StartMemory(placement, Array(shared.edges.values)).problem(available: options.memoryBytes) {
            status.fail(problem)
            for missing in 0..<placement.localThreads { status.workerFinished(missing) }
            return []
        }
        let (graph, batchSize, seed) = (graph, BatchSize(bytes: options.batchBytes), options.seed)
        var threads: [EngineThread] = []
        for index in 0..<placement.localThreads {
            let worker = Worker(index: index, status: status, pump: pump, parker: parkers[index]) {
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
