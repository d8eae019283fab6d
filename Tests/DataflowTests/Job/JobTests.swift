import Session
import Testing
import Threading

@testable import Dataflow
@testable import Transport

/// Jobs and ends of programs on simulated ranks, as each of them sees it.
@Suite(.timeLimit(.minutes(5))) struct JobTests {
    /// What the ranks have reported, by rank.
    private final class Reports: @unchecked Sendable {
        private let lock = Lock()
        private var reports: [(rank: Int, error: JobError)] = []

        var all: [(rank: Int, error: JobError)] { lock.withLock { reports } }
        func note(_ error: JobError, by rank: Int) { lock.withLock { reports.append((rank, error)) } }
    }

    /// Runs `body` on each rank of `cluster`.
    ///
    /// - Returns: What it threw, by rank.
    private func errors(
        on cluster: SimulatedCluster, _ body: @escaping @Sendable (any Network) throws -> Void
    ) throws -> [JobError?] {
        let thrown = Reports()
        let threads = try (0..<cluster.size).map { rank in
            let network = cluster.network(for: rank)
            return try EngineThread {
                do { try body(network) } catch { thrown.note(JobError(wrapping: error, operator: nil), by: rank) }
            }
        }
        for thread in threads { thread.join() }
        return (0..<cluster.size).map { rank in thrown.all.first { $0.rank == rank }?.error }
    }

    /// Numbers without end.
    private static func endlessGraph() -> Graph {
        let graph = Graph()
        let source = SourceNode<Int, Int>(
            name: "numbers", replication: .everyWorker, makeState: { _, _ in 0 },
            emission: { cursor, output, _ in
                (output + cursor.produced).initialize(to: 1)
                cursor.produced += 1
                cursor.isPending = true
            })
        let sink = OperatorParts<Int, Never, Int>(
            makeState: { _ in 0 }, kernel: { cursor, _, _, _ in cursor.consumed = cursor.available })
        graph.add(
            OperatorNode(
                name: "sink", kind: .sink, input: Port(graph.add(source)), replication: .everyWorker, parts: sink))
        return graph
    }

    private static func session(on network: any Network) -> RankSession {
        RankSession(on: network, meetingPlace: "execute()")
    }

    private static func run(_ network: any Network, _ change: (inout JobOptions) -> Void = { _ in }) throws {
        var options = JobOptions(
            threads: 1, batchBytes: 1 << 10, exchangeBytes: 1 << 20, stateBytes: 1 << 20, mostOverdrafts: 0, seed: 0,
            epoch: EpochOptions(silenceTimeout: 60))
        change(&options)
        _ = try Job(graph: endlessGraph(), session: session(on: network), options: options).run()
    }

    @Test(arguments: [false, true])
    func silentRank_isToldBeforeTheProgramEnds(isReporting: Bool) throws {
        let (failures, aborts) = (Reports(), Reports())
        let cluster = SimulatedCluster(ranks: 2, seed: 1, faults: [.stopsPosting(rank: 1, round: 5)])
        let errors = try errors(on: cluster) { network in
            try Self.run(network) {
                $0.epoch.silenceTimeout = 1
                if isReporting { $0.epoch.onFailure = { failures.note($0, by: network.rank) } }
                $0.epoch.onAbort = { aborts.note($0, by: network.rank) }
            }
        }
        #expect(errors.allSatisfy { $0 != nil })
        #expect(cluster.abort?.exitCode == JobError.Code.io.exitCode)
        #expect(aborts.all.isEmpty == isReporting && failures.all.isEmpty != isReporting)
        #expect((isReporting ? failures : aborts).all.contains { $0.error.message.contains("has not been heard") })
    }

    @Test
    func goodbyeWithAProblem_endsTheJobOfTheOthers() throws {
        let reports = Reports()
        let errors = try errors(on: SimulatedCluster(ranks: 3, seed: 2)) { network in
            let rank = network.rank
            if rank == 1 {
                try Self.session(on: network).sayGoodbye(JobError(.data, "no input"), timeoutSeconds: 60) {
                    reports.note($0, by: rank)
                }
            } else {
                try Self.run(network) { $0.epoch.onFailure = { reports.note($0, by: rank) } }
            }
        }
        #expect(errors == Array(repeating: JobError(.data, "no input", rank: 1), count: 3))
        #expect(reports.all.map(\.rank) == [1])
    }

    @Test
    func goodbyesOfAllRanksWithAProblem_areToldByTheLowest() throws {
        let reports = Reports()
        let errors = try errors(on: SimulatedCluster(ranks: 3, seed: 2)) { network in
            try Self.session(on: network).sayGoodbye(JobError(.usage, "rank \(network.rank)"), timeoutSeconds: 60) {
                reports.note($0, by: network.rank)
            }
        }
        #expect(errors == Array(repeating: JobError(.usage, "rank 0", rank: 0), count: 3))
        #expect(reports.all.map(\.rank) == [0])
    }
}
