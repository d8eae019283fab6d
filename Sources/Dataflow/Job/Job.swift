internal import CEngine
package import Session
internal import Threading

/// One run of a graph on one rank: the way from the first look at the sources to the summary.
package struct Job {
    let graph: Graph
    let session: RankSession
    let options: JobOptions
    private let problem: JobError?

    /// - Parameter problem: What is known already to keep this rank from running it, for the others to hear.
    package init(graph: Graph, session: RankSession, options: JobOptions, problem: JobError? = nil) {
        self.problem = problem
        self.graph = graph
        self.session = session
        self.options = options
    }

    /// Collective: runs the job, an epoch of the session; returns when all ranks have finished.
    ///
    /// - Throws: The same failure on all ranks, of which one has reported it by then; while the job runs, only that rank
    ///   knows its message.
    package func run() throws(JobError) -> JobSummary {
        renoir_watch_crashes(Int32(session.spokenRank ?? -1))
        do {
            let summary = try runWatched()
            renoir_unwatch_crashes()
            return summary
        } catch {
            // Workers may go on until a program that ends anyway has ended.
            if options.epoch.onFailure == nil { renoir_unwatch_crashes() }
            throw error
        }
    }

    private func runWatched() throws(JobError) -> JobSummary {
        let prepared = prepare()
        let proposal = JobProposal(
            threads: max(1, options.threads), seed: options.seed, exchangeBytes: options.exchangeBytes,
            seat: options.seat, description: prepared.description)
        return try session.run(proposal, problem: prepared.problem, options.epoch) {
            epoch, proposals throws(JobError) in
            try adopt(prepared.measures)
            options.onStart?(
                zip(epoch.hosts, proposals).map { JobMember(host: $0, threads: $1.threads, seat: $1.seat) })
            return try run(epoch, Placement(rank: session.rank, threads: proposals.map(\.threads)), prepared.units)
        }
    }

    private func run(_ epoch: Epoch, _ placement: Placement, _ units: Int) throws(JobError) -> JobSummary {
        let parkers = (0..<placement.localThreads).map { _ in Parker() }
        let status = JobStatus(
            epoch.status, parkers: parkers, unitsTotal: units, states: StateBudget(limit: options.stateBytes))
        let (shared, running) = try connect(epoch, placement, status, parkers)
        let start = MonotonicClock.now
        let threads = startWorkers(placement, status, parkers, shared, running.pump, epoch.bell)
        running.supervise(
            isUnattended: { status.isEverybodyAsleep }, onProgress: { options.onProgress?(status.totals) })
        for parker in parkers { parker.wake() }
        try running.end(joining: { for thread in threads { thread.join() } })
        let elapsed = Duration.nanoseconds(Int64(MonotonicClock.now - start))
        return JobSummary(status.totals, elapsed: elapsed)
    }

    private struct Prepared {
        var problem: JobError?
        var description: [String]
        var units = 0
        /// What its sources have measured, by node.
        var measures: [(node: Node, values: [Int])] = []
    }

    /// Has all sources see what rank 0 has measured.
    private func adopt(_ measures: [(node: Node, values: [Int])]) throws(JobError) {
        guard session.size > 1, measures.contains(where: { !$0.values.isEmpty }) else { return }
        let own = measures.flatMap(\.values)
        var agreed: ArraySlice<Int>
        do {
            agreed = try session.collectives.broadcast(session.rank == 0 ? own : nil, from: 0).wait()[...]
        } catch {
            throw JobError(wrapping: error, operator: nil)
        }
        for (node, values) in measures where !values.isEmpty {
            do {
                try node.adopt(Array(agreed.prefix(values.count)))
            } catch {
                throw JobError(wrapping: error, operator: node.label)
            }
            agreed = agreed.dropFirst(values.count)
        }
    }

    private func prepare() -> Prepared {
        var prepared = Prepared(problem: problem, description: graph.signature)
        guard problem == nil else { return prepared }
        do {
            try graph.validate()
            for node in graph.nodes {
                guard let extent = try look(at: node) else { continue }
                let (sum, overflow) = prepared.units.addingReportingOverflow(extent.units ?? 0)
                prepared.units = overflow ? .max : sum
                prepared.measures.append((node, extent.measures))
                prepared.description.append("\(node.label) reads \(extent.identity)")
            }
        } catch {
            prepared.problem = error
        }
        return prepared
    }

    private func look(at node: Node) throws(JobError) -> SourceExtent? {
        do {
            return try node.whileWorkedOn { try node.prepare() }
        } catch {
            throw JobError(wrapping: error, operator: node.label)
        }
    }
}
