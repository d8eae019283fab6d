internal import CEngine
internal import Threading
package import Transport

/// One run of a graph on one rank: the way from the first look at the sources to the summary.
package struct Job {
    /// How long the rank's own thread sleeps between two looks, in microseconds.
    private static let standby = 1000
    private static let localStandby = 50_000
    /// How long it sleeps at least and at most while the workers sleep too.
    private static let attention = 50
    private static let longestSleep = 20_000
    /// Rounds in a row before it looks at anything else.
    private static let mostTurns = 64
    /// Nanoseconds for which a rank waits for each lower one to end the job, and for how many at most.
    private static let turnToSpeak: UInt64 = 500_000_000
    private static let mostTurnsToSpeak = 4
    /// Between two reports of progress, in nanoseconds.
    private static let progressInterval: UInt64 = 200_000_000
    private static let smallestSegment = 8 << 10
    private static let largestSegment = 256 << 10
    private static let smallestWindow = 64 << 10
    private static let largestWindow = 4 << 20

    private let graph: Graph
    /// The other ranks; nil for a job of one process.
    private let network: (any Network)?
    private let execution: Int
    private let options: JobOptions

    /// - Parameter execution: How many jobs this process has run before.
    package init(graph: Graph, network: (any Network)?, execution: Int, options: JobOptions) {
        self.graph = graph
        self.network = network.flatMap { $0.size > 1 ? $0 : nil }
        self.execution = execution
        self.options = options
    }

    /// Collective: runs the job; returns when all ranks have finished.
    ///
    /// - Throws: The same failure on all ranks, of which one has reported it by then; while the job runs, only that rank
    ///   knows its message.
    package func run() throws(JobError) -> JobSummary {
        let rank = network?.rank ?? 0
        let prepared = prepare()
        let doorbell = network == nil ? nil : Doorbell()
        let greetings = try greet(prepared, doorbell)
        options.onStart?(greetings.map { JobMember(host: $0.host, threads: $0.threads, seat: $0.seat) })
        let placement = Placement(rank: rank, threads: greetings.map(\.threads))
        let status = JobStatus(
            rank: rank, workers: placement.localThreads, unitsTotal: prepared.units, bed: doorbell ?? Parker())
        let parkers = (0..<placement.localThreads).map { _ in Parker() }
        let (edges, exchange) = try connect(placement, status, parkers, meet(greetings, doorbell))
        let start = MonotonicClock.now
        if options.endsOnSignals { renoir_watch_signals() }
        defer { if options.endsOnSignals { renoir_unwatch_signals() } }
        let threads = try startWorkers(placement, status, parkers, edges, exchange)
        supervise(status, exchange)
        for parker in parkers { parker.wake() }
        try end(status, exchange, threads)
        let elapsed = Duration.nanoseconds(Int64(MonotonicClock.now - start))
        return JobSummary(exchange == nil ? localTotals(status) : status.totals, elapsed: elapsed)
    }

    // MARK: Before the workers start

    private struct Prepared {
        var problem: JobError?
        var description: [String]
        var units = 0
    }

    private func prepare() -> Prepared {
        var prepared = Prepared(description: graph.signature)
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
            return try node.prepare()
        } catch {
            throw JobError(wrapping: error, operator: node.label)
        }
    }

    private func greet(_ prepared: Prepared, _ doorbell: Doorbell?) throws(JobError) -> [Handshake.Greeting] {
        let greeting = Handshake.Greeting(
            execution: execution, threads: options.threads, doorbell: doorbell?.port ?? 0, seat: options.seat,
            problem: prepared.problem, description: prepared.description)
        guard let network else {
            guard let problem = prepared.problem else { return [greeting] }
            options.onFailure?(problem)
            throw problem
        }
        let handshake = Handshake(network: network, timeoutSeconds: options.startTimeout)
        do {
            return try handshake.greet(greeting)
        } catch {
            // All ranks know it; one says it, and the others wait until it has.
            if error.rank ?? 0 == network.rank { options.onFailure?(error) }
            if !handshake.settle(timeoutSeconds: options.failureTimeout) {
                network.abort(exitCode: error.code.exitCode)
            }
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

    private func connect(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ doorbell: Doorbell?
    ) throws(JobError) -> ([Int: Edge], Exchange?) {
        let nodes = graph.nodes.compactMap { $0 as? any ExchangeNodeProtocol }
        let channels = max(1, nodes.count * (placement.size - 1))
        let window = min(Self.largestWindow, max(Self.smallestWindow, options.exchangeBytes / channels))
        let queues = network.map {
            ExchangeQueues(edges: nodes.count, size: $0.size, window: window, senders: Sleepers(parkers))
        }
        let context = EdgeContext(
            placement: placement, batchSize: BatchSize(bytes: options.batchBytes), parkers: parkers, queues: queues,
            seed: options.seed)
        let edges = nodes.enumerated().map { index, node in node.makeEdge(index, context) }
        let byNode = Dictionary(uniqueKeysWithValues: zip(nodes.map(\.id), edges))
        guard let network, let queues else { return (byNode, nil) }
        let segment = min(Self.largestSegment, max(Self.smallestSegment, options.exchangeBytes / 4 / placement.size))
        do {
            let transport = try network.open(RoundWords(edges: edges.count).shape(segmentBytes: segment))
            let exchange = Exchange(
                transport: transport, edges: edges, queues: queues, status: status, window: window,
                silenceTimeout: options.silenceTimeout, doorbell: doorbell)
            return (byNode, exchange)
        } catch {
            let failure = JobError(.io, "ranks can't reach each other: \(error)", rank: network.rank)
            options.onFailure?(failure)
            network.abort(exitCode: failure.code.exitCode)
            throw failure
        }
    }

    private func startWorkers(
        _ placement: Placement, _ status: JobStatus, _ parkers: [Parker], _ edges: [Int: Edge], _ exchange: Exchange?
    ) throws(JobError) -> [EngineThread] {
        let (graph, batchSize, seed) = (graph, BatchSize(bytes: options.batchBytes), options.seed)
        var threads: [EngineThread] = []
        for index in 0..<placement.localThreads {
            let worker = Worker(index: index, status: status, exchange: exchange, parker: parkers[index]) {
                try WorkerPlan.operators(
                    of: graph, placement: placement, worker: index, batchSize: batchSize, seed: seed,
                    counters: status.counters, parker: parkers[index], edges: edges)
            }
            do {
                threads.append(try EngineThread { worker.run() })
            } catch {
                status.fail(
                    JobError(
                        .resources,
                        "no thread can be started (\(error.message)); use fewer than \(placement.localThreads)"))
                for _ in index..<placement.localThreads { status.workerFinished() }
                break
            }
        }
        return threads
    }

    // MARK: While the workers run

    /// Watches over the job on the rank's own thread: turns the exchange when workers are busy, reports progress, and sees
    /// to it that a failure gets known.
    private func supervise(_ status: JobStatus, _ exchange: Exchange?) {
        var nextReport = MonotonicClock.now + Self.progressInterval
        var failedAt: UInt64?
        var isReported = false
        while !isOver(status, exchange) {
            if status.bed.wait(microseconds: patience(status, exchange)) { exchange?.rung() }
            let now = MonotonicClock.now
            var turns = 0
            while turns < Self.mostTurns, exchange?.turn() ?? false { turns += 1 }
            checkSignals(status)
            if now >= nextReport {
                nextReport = now + Self.progressInterval
                options.onProgress?(exchange == nil ? localTotals(status) : status.totals)
            }
            if status.isLost { return }
            if let agreed = status.agreedFailure, agreed.rank == network?.rank, !isReported {
                isReported = true
                if let error = located(status.error) { options.onFailure?(error) }
                status.acknowledge()
            }
            if exchange != nil, status.isStopping {
                let since = failedAt ?? now
                failedAt = since
                if now > since + UInt64(options.failureTimeout) * 1_000_000_000 { return }
            }
        }
    }

    /// How long the rank's own thread may sleep: while workers look after the exchange, until one may be held up by a slow
    /// closure; while they sleep, as long as nothing is going on.
    private func patience(_ status: JobStatus, _ exchange: Exchange?) -> Int {
        guard let exchange else { return Self.localStandby }
        guard status.isEverybodyAsleep else { return Self.standby }
        return max(Self.attention, min(exchange.pause, Self.longestSleep))
    }

    private func checkSignals(_ status: JobStatus) {
        let signal = options.endsOnSignals ? renoir_noted_signal() : 0
        guard signal != 0, !status.isStopping else { return }
        status.fail(JobError(JobError.Code(exitCode: 128 + signal), "ended by signal \(signal)"))
    }

    private func isOver(_ status: JobStatus, _ exchange: Exchange?) -> Bool {
        exchange?.isComplete ?? (status.isFinished || status.isStopping)
    }

    private func localTotals(_ status: JobStatus) -> JobTotals {
        JobTotals(
            unitsRead: status.counters.unitsRead, unitsTotal: status.unitsTotal,
            recordsRead: status.counters.recordsRead,
            recordsWritten: status.counters.recordsWritten)
    }

    // MARK: At the end

    private func end(_ status: JobStatus, _ exchange: Exchange?, _ threads: [EngineThread]) throws(JobError) {
        let failure = failure(status, exchange)
        if let failure, exchange.map({ !$0.isComplete }) ?? true {
            // Nobody else reports it: this rank is alone, or it can't agree with the others, which then end here and now.
            if status.isLost { waitForLowerRanks() }
            if status.agreedFailure == nil { options.onFailure?(failure) }
            network?.abort(exitCode: failure.code.exitCode)
        }
        // A program that ends anyway doesn't wait for closures that take their time.
        if failure == nil || options.onFailure == nil {
            for thread in threads { thread.join() }
        }
        if let failure { throw failure }
    }

    /// Several ranks notice alike that one is gone: the lowest says so, and ends the others before they do.
    private func waitForLowerRanks() {
        let turns = min(network?.rank ?? 0, Self.mostTurnsToSpeak)
        let end = MonotonicClock.now + UInt64(turns) * Self.turnToSpeak
        let bed = Parker()
        while MonotonicClock.now < end {
            bed.park(microseconds: Self.standby)
            // The launcher ends this rank, so another one has spoken.
            let signal = options.endsOnSignals ? renoir_noted_signal() : 0
            if signal != 0 { network?.abort(exitCode: 128 + signal) }
        }
    }

    /// Why the job has failed, if it has: what all ranks agreed on, else what this rank knows.
    private func failure(_ status: JobStatus, _ exchange: Exchange?) -> JobError? {
        let own = located(status.error)
        guard let agreed = status.agreedFailure else { return exchange?.isComplete ?? false ? nil : own }
        if agreed.rank == network?.rank, let own { return own }
        return JobError(
            JobError.Code(exitCode: agreed.exitCode), "the job failed on rank \(agreed.rank)", rank: agreed.rank)
    }

    private func located(_ error: JobError?) -> JobError? {
        guard var error else { return nil }
        error.rank = network?.rank
        return error
    }
}
