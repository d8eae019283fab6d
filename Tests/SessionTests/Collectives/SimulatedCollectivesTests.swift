import Session
import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(10)))
struct SimulatedCollectivesTests {
    private static let ranks = [1, 2, 3, 4, 7]

    @Test(arguments: ranks, 0..<12 as Range<UInt64>)
    func collectives_anySeed_agreeWithPlainSwift(ranks: Int, seed: UInt64) throws {
        let problems = try Self.problems(ranks: ranks, seed: seed) {
            CollectivesContract.anyScript(seed: seed, on: $0)
        }
        #expect(problems == [], "seed \(seed)")
    }

    @Test(arguments: ranks, 0..<3 as Range<UInt64>)
    func collectives_besideRounds_bothComeOutRight(ranks: Int, seed: UInt64) throws {
        let problems = try Self.problems(ranks: ranks, seed: seed) {
            CollectivesContract.scriptBesideRounds(seed: seed, on: $0)
        }
        #expect(problems == [], "seed \(seed)")
    }

    @Test func collectives_ofManyBytes_agreeWithPlainSwift() throws {
        #expect(try Self.problems(ranks: 3, seed: 1) { CollectivesContract.largeOnes(on: $0) } == [])
    }

    @Test(arguments: Disagreement.all, [2, 3])
    func collectives_disagreement_isToldToAllRanks(disagreement: Disagreement, ranks: Int) throws {
        let problems = try Self.problems(ranks: ranks, seed: 5) {
            CollectivesContract.disagreement(disagreement, on: $0)
        }
        #expect(problems == [])
    }

    @Test func wait_rankNeverCalls_namesTheCollective() throws {
        let cluster = SimulatedCluster(ranks: 3, seed: 1)
        let texts = try cluster.onEveryRank { network -> String? in
            guard network.rank != 1 else { return nil }
            return Self.error { _ = try Collectives(on: network).allGather([1]).wait(atMost: .milliseconds(50)) }
        }
        let expected =
            "waited 0.05 seconds for allGather (collective 0): not all ranks have called it, so that it can't start"
        #expect(texts == ["rank 0 \(expected)", nil, "rank 2 \(expected)"])
    }

    @Test func wait_rankThatStopsAnnouncing_isNoticed() throws {
        let cluster = SimulatedCluster(ranks: 2, seed: 1, faults: [.stopsAnnouncing(rank: 0, exchange: 1)])
        let texts = try cluster.onEveryRank { network -> String? in
            Self.error {
                let collectives = Collectives(on: network)
                _ = try collectives.allGather([1]).wait()
                _ = try collectives.allGather([1]).wait(atMost: .milliseconds(50))
            }
        }
        #expect(texts.allSatisfy { $0?.contains("allGather (collective 1): not all ranks have called it") == true })
    }

    @Test func wait_lostPieces_areNoticedByTheRankThatLacksThem() throws {
        let cluster = SimulatedCluster(ranks: 3, seed: 1, faults: [.lostPieces(exchange: 0, from: 2, to: 0)])
        let pending = (0..<3).map { Collectives(on: cluster.network(for: $0)).allGather([$0]) }
        // Both that a rank announces and what it gives may stall.
        for _ in 0...3 * SimulatedDelays.varied.longestStall { for call in pending { _ = try call.poll() } }
        for call in pending[1...] { #expect(try call.wait(atMost: .zero) == [0, 1, 2]) }
        let error = #expect(throws: TransportError.self) { try pending[0].wait(atMost: .zero) }
        #expect(error?.message.contains("what they give each other doesn't arrive") == true)
    }

    @Test func wait_rankEndsTheJob_namesIt() throws {
        let cluster = SimulatedCluster(ranks: 3, seed: 1)
        let texts = try cluster.onEveryRank { network -> String? in
            if network.rank == 2 { network.abort(exitCode: 9) }
            return Self.error { _ = try Collectives(on: network).allGather([1]).wait() }
        }
        #expect(texts == [String?](repeating: "rank 2 ended the job with exit code 9", count: 3))
    }

    @Test func wait_afterATimeout_canGoOn() throws {
        let cluster = SimulatedCluster(ranks: 2, seed: 1, delays: .none)
        let networks = (0..<2).map { cluster.network(for: $0) }
        let first = Collectives(on: networks[0]).allReduce([20], combining: +)
        #expect(throws: TransportError.self) { try first.wait(atMost: .zero) }
        let second = Collectives(on: networks[1]).allReduce([22], combining: +)
        _ = try first.poll()
        #expect(try second.wait() == [42])
        #expect(try first.wait() == [42])
    }

    @Test func wait_turnThatThrows_ends() throws {
        let cluster = SimulatedCluster(ranks: 2, seed: 1)
        let pending = Collectives(on: cluster.network(for: 0)).allGather([1])
        let error = #expect(throws: TransportError.self) {
            try pending.wait { () throws(TransportError) in throw TransportError(message: "enough") }
        }
        #expect(error?.message == "enough")
    }

    /// What ranks find wrong; the first one ends the job for the others.
    private static func problems(
        ranks: Int, seed: UInt64, _ body: @escaping @Sendable (any Network) -> String?
    ) throws -> [String] {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed)
        return try cluster.onEveryRank { network -> String? in
            let problem = body(network)
            if problem != nil { network.abort(exitCode: 1) }
            return problem
        }.compactMap { $0 }
    }

    private static func error(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return "\(error)" }
    }
}
