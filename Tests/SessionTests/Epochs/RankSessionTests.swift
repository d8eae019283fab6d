import Foundation
import TestSupport
import Testing
import Transport

@testable import Session

@Suite(.timeLimit(.minutes(5))) struct RankSessionTests {
    @Test func oneProcess_keepsContract() { #expect(SessionContract.violation(on: LocalNetwork()) == nil) }

    @Test(arguments: 1...4, 0..<3 as Range<UInt64>)
    func simulatedRanks_keepContract(ranks: Int, seed: UInt64) throws {
        let violations = try SimulatedCluster(ranks: ranks, seed: seed).onEveryRank { network -> String? in
            let violation = SessionContract.violation(on: network)
            // The others would wait for it.
            if violation != nil { network.abort(exitCode: 1) }
            return violation
        }
        #expect(violations.allSatisfy { $0 == nil }, "seed \(seed): \(violations)")
    }

    private static func verdicts(
        faults: Set<SimulatedFault> = [], _ body: @escaping @Sendable (RankSession) throws -> Void
    ) throws -> [JobError?] {
        try SimulatedCluster(ranks: 3, seed: 4, faults: faults).onEveryRank { network in
            do {
                try body(RankSession(on: network, meetingPlace: "run()"))
                return nil
            } catch { return error as? JobError }
        }
    }

    @Test func run_ofDifferentKinds_isRefusedOnAllRanks() throws {
        let verdicts = try Self.verdicts { session in
            let options = EpochOptions(silenceTimeout: 60)
            if session.rank == 1 {
                try session.run(Leasing(), options) { _, _ in }
            } else {
                try session.run(Ballot(turns: 1), options) { _, _ in }
            }
        }
        let message =
            "rank 0 runs its ballot number 1, rank 1 runs its leasing number 1; all ranks have to run the same ballots in "
            + "the same order"
        #expect(verdicts == Array(repeating: JobError(.graph, message), count: 3))
    }

    @Test func run_ofDifferentProposals_isRefusedOnAllRanks() throws {
        let verdicts = try Self.verdicts { session in
            try session.run(Ballot(turns: session.rank == 2 ? 9 : 1), EpochOptions(silenceTimeout: 60)) { _, _ in }
        }
        #expect(verdicts == Array(repeating: JobError(.configuration, "1 turns on rank 0, 9 on rank 2"), count: 3))
    }

    @Test func run_whereARankSaysNothing_namesWhereRanksMeet() throws {
        let verdicts = try Self.verdicts(faults: [.stopsPosting(rank: 0, round: 0)]) { session in
            var options = EpochOptions(silenceTimeout: 60)
            (options.startTimeout, options.failureTimeout) = (1, 1)
            try session.run(Ballot(turns: 1), options) { _, _ in }
        }
        let message = "not all ranks have come to run() within 1 s; each of them has to"
        #expect(verdicts[1...].map { $0?.message } == [message, message])
    }
}

/// The same on the ranks that a launcher has started. In another process of tests the only network of MPI belongs to the suite
/// that opens transports on it.
@Suite(
    .serialized, .timeLimit(.minutes(5)), .enabled(if: ProcessInfo.processInfo.environment["RENOIR_TEST_MPI"] == "1"))
struct RankSessionUnderMPITests {
    @Test func realRanks_keepContract() throws {
        let violation = SessionContract.violation(on: try MPINetwork.start())
        #expect(violation == nil)
    }
}
