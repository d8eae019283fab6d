import Foundation
import Session
import Testing
import Transport

/// On all ranks together, where scripts/test-ranks has started them. In another process of tests the only network of MPI
/// belongs to the suite that opens transports on it.
@Suite(
    .serialized, .timeLimit(.minutes(10)), .enabled(if: ProcessInfo.processInfo.environment["RENOIR_TEST_MPI"] == "1"))
struct MPICollectivesTests {
    @Test(arguments: 0..<8 as Range<UInt64>)
    func collectives_anySeed_agreeWithPlainSwift(seed: UInt64) throws {
        #expect(CollectivesContract.anyScript(seed: seed, on: try MPINetwork.start()) == nil, "seed \(seed)")
    }

    @Test(arguments: 0..<3 as Range<UInt64>)
    func collectives_besideRounds_bothComeOutRight(seed: UInt64) throws {
        #expect(CollectivesContract.scriptBesideRounds(seed: seed, on: try MPINetwork.start()) == nil, "seed \(seed)")
    }

    @Test func collectives_ofManyBytes_agreeWithPlainSwift() throws {
        #expect(CollectivesContract.largeOnes(on: try MPINetwork.start()) == nil)
    }

    @Test(arguments: Disagreement.all)
    func collectives_disagreement_isToldToAllRanks(disagreement: Disagreement) throws {
        let network = try MPINetwork.start()
        guard network.size > 1 else { return }
        #expect(CollectivesContract.disagreement(disagreement, on: network) == nil)
    }

    @Test func wait_rankCallsLate_goesOnAfterTheTimeout() throws {
        let network = try MPINetwork.start()
        guard network.size > 1 else { return }
        let collectives = Collectives(on: network)
        let early = network.rank == 1 ? nil : collectives.allReduce([1], combining: +)
        if let early {
            let error = #expect(throws: TransportError.self) { try early.wait(atMost: .milliseconds(20)) }
            #expect(error?.message.contains("not all ranks have called it") == true)
        }
        // By this round the others say that their patience is over.
        try RoundsBeside(on: network).finish(through: 1)
        #expect(try (early ?? collectives.allReduce([1], combining: +)).wait() == [network.size])
    }
}
