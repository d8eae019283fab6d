import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(10)))
struct SimulatedContractTests {
    @Test(arguments: [1, 2, 3, 4, 7], 0..<8 as Range<UInt64>)
    func cluster_anySeed_keepsContract(ranks: Int, seed: UInt64) throws {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed)
        #expect(try cluster.violations(roundCount: 60) == [], "seed \(seed)")
    }

    @Test(arguments: [1, 2, 3, 4, 7])
    func cluster_withoutDelays_keepsContract(ranks: Int) throws {
        let cluster = SimulatedCluster(ranks: ranks, seed: 1, delays: .none)
        #expect(try cluster.violations(roundCount: 200) == [])
    }

    @Test(arguments: [1, 2, 3, 4, 7], 0..<20 as Range<UInt64>)
    func cluster_drivenByOneThread_keepsContract(ranks: Int, seed: UInt64) throws {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed)
        let script = RoundScript(seed: seed, size: ranks)
        let transports = try cluster.openAll(RoundScript.shape)
        for transport in transports {
            let outgoing = OutgoingRound(shape: transport.shape, size: ranks)
            script.fill(outgoing, round: 0, rank: transport.rank)
            try transport.post(outgoing)
        }
        for transport in transports {
            var incoming: IncomingRound?
            for _ in 0...SimulatedDelays.varied.longestStall where incoming == nil { incoming = try transport.poll() }
            let round = try #require(incoming, "rank \(transport.rank), seed \(seed)")
            #expect(script.problem(in: round, expecting: 0, rank: transport.rank) == nil)
        }
    }

    @Test func cluster_openedTwice_startsRoundsFromZero() throws {
        let cluster = SimulatedCluster(ranks: 3, seed: 4)
        let checker = ContractChecker(seed: 4, size: 3, roundCount: 20)
        let violations = try cluster.onEveryRank { network in
            [checker.run(on: network), checker.run(on: network)].compactMap { $0 }
        }
        #expect(violations == [[], [], []])
    }
}
