import Session
import Synchronization
import TestSupport
import Testing
import Threading

@testable import Dataflow
@testable import Transport

/// Others than the engine take part in the rounds of a job that has nothing to do.
@Suite(.timeLimit(.minutes(5))) struct TenantTests {
    /// Tells the sources of all ranks when to end.
    private final class Stop: Sendable {
        private let done = Atomic<Int>(0)
        private let ranks: Int

        init(ranks: Int) { self.ranks = ranks }
        func rankIsDone() { done.add(1, ordering: .relaxed) }
        var isOver: Bool { done.load(ordering: .relaxed) == ranks }
    }

    /// A source that waits for the outside, or never waits for anything, and a sink.
    private static func idleGraph(_ stop: Stop) -> Graph {
        let graph = Graph()
        let source = SourceNode<Int, Int>(
            name: "idle", replication: .everyWorker, makeState: { _, _ in 0 },
            emission: { cursor, _, _ in
                cursor.isIdle = true
                cursor.isPending = !stop.isOver
            })
        let sink = OperatorParts<Int, Never, Int>(
            makeState: { _ in 0 }, kernel: { cursor, _, _, _ in cursor.consumed = cursor.available })
        graph.add(
            OperatorNode(
                name: "sink", kind: .sink, input: Port(graph.add(source)), replication: .everyWorker, parts: sink))
        return graph
    }

    /// Where the tenants of a rank are, once its job has started.
    private final class Site: Sendable {
        private let site = Mutex<TenantSite?>(nil)

        func set(_ site: TenantSite) { self.site.withLock { $0 = site } }
        func wake() { site.withLock { $0 }?.wake() }
    }

    /// What a rank's tenants have come to.
    private struct Outcome {
        var overdrafts = -1
        var counted = 0
        var leases: [UInt64] = []
        var mostRounds: UInt64 = 0
        var turns: UInt64 = 0
        var ranksInJob = 0
        var ranksAfter = 0
    }

    private static let turns: UInt64 = 8
    private static let leases = 6

    private static func run(_ network: any Network, _ stop: Stop) throws -> Outcome {
        let (rank, size) = (network.rank, network.size)
        let counter = CounterTenant { rank + 1 }
        let (votes, leases, site) = (VoteTenant(), NumberTenant(rank: rank, size: size), Site())
        let timer = TimerTenant(every: 30_000_000, times: 5)
        var options = JobOptions(
            threads: 1, batchBytes: 1 << 10, exchangeBytes: 1 << 20, stateBytes: 1 << 20, mostOverdrafts: 0, seed: 0,
            epoch: EpochOptions(silenceTimeout: 60))
        options.makeTenants = {
            site.set($0)
            return [counter, votes, leases, timer]
        }
        let session = RankSession(on: network, meetingPlace: "execute()")
        let ranksInJob = Atomic<Int>(0)
        let user = try EngineThread {
            let bed = Parker()
            func wait(until isDone: () -> Bool) {
                let deadline = MonotonicClock.now + 60_000_000_000
                while !isDone(), MonotonicClock.now < deadline { bed.park(microseconds: 200) }
            }
            for turn in 0..<Self.turns {
                // Rounds have grown rare by then.
                if turn.isMultiple(of: 4) { wait { timer.isDone } }
                votes.vote()
                site.wake()
                wait { votes.turns > turn }
            }
            for lease in 0..<Self.leases {
                leases.ask()
                site.wake()
                wait { leases.taken.count > lease }
            }
            wait { counter.total > 0 }
            let ranks = session.collectives.allReduce([1], combining: +)
            ranksInJob.store((try? ranks.wait()[0]) ?? -1, ordering: .relaxed)
            stop.rankIsDone()
        }
        let summary = try Job(graph: idleGraph(stop), session: session, options: options).run()
        user.join()
        return Outcome(
            overdrafts: summary.overdrafts, counted: counter.total, leases: leases.taken, mostRounds: leases.mostRounds,
            turns: votes.turns, ranksInJob: ranksInJob.load(ordering: .relaxed),
            ranksAfter: try session.collectives.allReduce([1], combining: +).wait()[0])
    }

    private func check(_ outcomes: [Outcome]) {
        let size = outcomes.count
        #expect(outcomes.allSatisfy { $0.overdrafts == 0 && $0.turns == Self.turns })
        #expect(outcomes.allSatisfy { $0.ranksInJob == size && $0.ranksAfter == size })
        #expect(outcomes.allSatisfy { $0.counted == size * (size + 1) / 2 })
        #expect(outcomes.flatMap(\.leases).sorted() == (0..<UInt64(size * Self.leases)).map(\.self))
        // The request comes in one round, the answer in the next.
        #expect(outcomes.allSatisfy { $0.mostRounds <= 2 }, "\(outcomes.map(\.mostRounds))")
    }

    @Test(arguments: [2, 3, 4, 7], 0..<3 as Range<UInt64>)
    func idleJob_answersVotesLeasesAndTimers(ranks: Int, seed: UInt64) throws {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed)
        let stop = Stop(ranks: ranks)
        let outcomes = Mutex([Int: Outcome]())
        let threads = try (0..<ranks).map { rank in
            let network = cluster.network(for: rank)
            return try EngineThread {
                do {
                    let outcome = try Self.run(network, stop)
                    outcomes.withLock { $0[rank] = outcome }
                } catch { Issue.record("rank \(rank), seed \(seed): \(error)") }
            }
        }
        for thread in threads { thread.join() }
        let all = outcomes.withLock { $0 }
        check(all.keys.sorted().map { all[$0]! })
        #expect(all.count == ranks)
    }

    @Test func idleJobOfOneProcess_answersVotesLeasesAndTimers() throws {
        check([try Self.run(LocalNetwork(), Stop(ranks: 1))])
    }
}
