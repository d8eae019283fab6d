internal import Session
internal import Threading
internal import Transport

extension Job {
    /// Makes the edges of the graph, and begins the rounds that serve them.
    func connect(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ doorbell: Doorbell?,
        _ neighbours: Neighbours
    ) throws(JobError) -> ([Int: Edge], any RoundPump) {
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
        let byNode = Dictionary(uniqueKeysWithValues: zip(nodes.map(\.id), edges))
        do {
            let pump = try network.beginEpoch(
                of: tenants(edges, queues, status), silenceTimeout: options.silenceTimeout, doorbell: doorbell
            ) { failure in status.lost(lostError(failure)) }
            return (byNode, pump)
        } catch {
            let failure = JobError(.io, "ranks can't reach each other: \(error)", rank: network.rank)
            options.onFailure?(failure)
            abort(failure)
            throw failure
        }
    }

    /// Who has a part in the rounds of the job. What is said of records comes before what is said of the end, and statistics
    /// behind that: the last round's are complete.
    private func tenants(_ edges: [Edge], _ queues: ExchangeQueues, _ status: JobStatus) -> [any RoundTenant] {
        let traffic = EdgeTenant(edges, queues, size: network.size) { status.fail($0) }
        let end = JobEnd(status)
        return [traffic, end, JobStatistics.tenant(of: status, traffic, rank: network.rank)]
            + options.makeTenants(TenantSite(rank: network.rank, size: network.size, bed: status.bed))
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
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ edges: [Int: Edge], _ pump: any RoundPump
    ) throws(JobError) -> [EngineThread] {
        if let problem = StartMemory(placement, Array(edges.values)).problem(available: options.memoryBytes) {
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
