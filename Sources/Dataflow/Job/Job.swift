internal import CEngine
package import Session
internal import Threading
package import Transport

/// One run of a graph on one rank: the way from the first look at the sources to the summary.
package struct Job {
    let graph: Graph
    let network: any Network
    let execution: Int
    let options: JobOptions
    private let problem: JobError?

    /// - Parameters:
    ///   - execution: How many jobs this process has run before.
    ///   - problem: What is known already to keep this rank from running it, for the others to hear.
    package init(
        graph: Graph, network: any Network, execution: Int, options: JobOptions, problem: JobError? = nil
    ) {
        self.problem = problem
        self.graph = graph
        self.network = network
        self.execution = execution
        self.options = options
    }

    /// Collective: runs the job; returns when all ranks have finished.
    ///
    /// - Throws: The same failure on all ranks, of which one has reported it by then; while the job runs, only that rank
    ///   knows its message.
    package func run() throws(JobError) -> JobSummary {
        renoir_watch_crashes(Int32(spokenRank ?? -1))
        do {
            let summary = try runWatched()
            renoir_unwatch_crashes()
            return summary
        } catch {
            // Workers may go on until a program that ends anyway has ended.
            if options.onFailure == nil { renoir_unwatch_crashes() }
            throw error
        }
    }

    private func runWatched() throws(JobError) -> JobSummary {
        let prepared = prepare()
        let doorbell = hasPeers ? Doorbell() : nil
        let memory = hasPeers && options.sharesMemory ? SharedArena() : nil
        let greetings = try greet(prepared, doorbell, memory)
        options.onStart?(greetings.map { JobMember(host: $0.host, threads: $0.threads, seat: $0.seat) })
        let placement = Placement(rank: network.rank, threads: greetings.map(\.threads))
        let parkers = (0..<placement.localThreads).map { _ in Parker() }
        let status = JobStatus(
            rank: spokenRank, parkers: parkers, unitsTotal: prepared.units,
            states: StateBudget(limit: options.stateBytes), bed: doorbell ?? Parker())
        let (edges, pump) = try connect(
            placement, status, parkers, meet(greetings, doorbell), neighbours(greetings, memory))
        let start = MonotonicClock.now
        if options.endsOnSignals { renoir_watch_signals() }
        defer { if options.endsOnSignals { renoir_unwatch_signals() } }
        let threads = try startWorkers(placement, status, parkers, edges, pump)
        Supervision(status: status, pump: pump, rank: network.rank, options: options).run()
        for parker in parkers { parker.wake() }
        try end(status, pump, threads)
        let elapsed = Duration.nanoseconds(Int64(MonotonicClock.now - start))
        return JobSummary(status.totals, elapsed: elapsed)
    }

    /// Whether other ranks take part.
    var hasPeers: Bool { network.size > 1 }

    /// This rank, as messages name it: one process is none among others.
    var spokenRank: Int? { hasPeers ? network.rank : nil }

    private struct Prepared {
        var problem: JobError?
        var description: [String]
        var units = 0
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

    private func greet(
        _ prepared: Prepared, _ doorbell: Doorbell?, _ memory: SharedArena?
    ) throws(JobError) -> [Handshake.Greeting] {
        let greeting = Handshake.Greeting(
            execution: execution, threads: max(1, options.threads), seed: options.seed,
            exchangeBytes: options.exchangeBytes, doorbell: doorbell?.port ?? 0, memory: memory?.address,
            seat: options.seat,
            problem: prepared.problem, description: prepared.description)
        let handshake = Handshake(network: network, timeoutSeconds: options.startTimeout)
        do {
            return try handshake.greet(greeting)
        } catch {
            // All ranks know it; one says it, and the others wait until it has.
            if error.rank ?? 0 == network.rank { options.onFailure?(error) }
            if !handshake.settle(timeoutSeconds: options.failureTimeout) { abort(error) }
            throw error
        }
    }

    /// Introduces the doorbells of ranks on one host to each other.
    ///
    /// - Returns: The doorbell, if it reaches all ranks; without it they look for each other more often.
    private func meet(_ greetings: [Handshake.Greeting], _ doorbell: Doorbell?) -> Doorbell? {
        let isReaching = greetings.allSatisfy { $0.doorbell != 0 && $0.host == greetings[0].host }
        guard let doorbell, isReaching else { return nil }
        doorbell.meet(greetings.map(\.doorbell).filter { $0 != doorbell.port })
        return doorbell
    }

    /// Attaches to the memory of the ranks on this host; their own is given up if there are none.
    private func neighbours(_ greetings: [Handshake.Greeting], _ memory: SharedArena?) -> Neighbours {
        let others = greetings.enumerated().map { rank, greeting in
            rank != network.rank && greeting.host == HostName.current ? greeting.memory : nil
        }
        return Neighbours(others.allSatisfy { $0 == nil } ? nil : memory, attachingTo: others)
    }
}
