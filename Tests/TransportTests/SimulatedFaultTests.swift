import Testing
import Transport

/// A checker that notices nothing proves nothing: every fault that the cluster can plant must be noticed.
@Suite(.timeLimit(.minutes(10)))
struct SimulatedFaultTests {
    private static let seeds = 0..<4 as Range<UInt64>

    @Test(arguments: [2, 3, 4, 7], seeds)
    func lostSegment_isNoticed(ranks: Int, seed: UInt64) throws {
        let round = try #require(Self.roundWithBytes(seed: seed, size: ranks))
        let violation = try Self.firstViolation(.lostSegment(round: round, from: 0, to: 1), ranks: ranks, seed: seed)
        #expect(violation?.rank == 1)
        #expect(violation?.text.contains("bytes, 0 arrived") == true, "\(String(describing: violation))")
    }

    @Test(arguments: [2, 3, 4, 7], seeds)
    func doubledSegment_isNoticed(ranks: Int, seed: UInt64) throws {
        let round = try #require(Self.roundWithBytes(seed: seed, size: ranks))
        let violation = try Self.firstViolation(.doubledSegment(round: round, from: 0, to: 1), ranks: ranks, seed: seed)
        #expect(violation?.rank == 1)
        #expect(violation?.text.contains("arrived") == true, "\(String(describing: violation))")
    }

    @Test(arguments: [2, 3, 4, 7], seeds)
    func swappedRounds_areNoticed(ranks: Int, seed: UInt64) throws {
        let violation = try Self.firstViolation(.swappedRounds(round: 5, rank: 1), ranks: ranks, seed: seed)
        #expect(violation?.rank == 1)
        #expect(violation?.text.hasPrefix("round 5:") == true, "\(String(describing: violation))")
    }

    @Test(arguments: [2, 3, 4, 7], seeds)
    func earlyWords_areNoticed(ranks: Int, seed: UInt64) throws {
        let violation = try Self.firstViolation(.earlyWords(round: 6, rank: 0), ranks: ranks, seed: seed)
        #expect(violation == ContractChecker.Violation(rank: 0, text: "round 6: the minima are wrong"))
    }

    /// It waits for real, with enough patience for a busy machine: once is enough.
    @Test(.enabled(if: Launch.isSingle), arguments: [3])
    func rankThatStopsPosting_isNoticed(ranks: Int) throws {
        let violation = try Self.firstViolation(
            .stopsPosting(rank: 1, round: 3), ranks: ranks, seed: 1, patience: .seconds(4))
        #expect(violation?.text.hasPrefix("round 3 was not delivered") == true, "\(String(describing: violation))")
    }

    /// What the first rank to notice says; the others only learn that it ended the job.
    private static func firstViolation(
        _ fault: SimulatedFault, ranks: Int, seed: UInt64, patience: Duration = .seconds(20)
    ) throws -> ContractChecker.Violation? {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed, faults: [fault])
        let violations = try cluster.violations(roundCount: 40, patience: patience)
        return violations.first { $0.rank == cluster.abort?.rank }
    }

    /// A round in which rank 0 has something for rank 1.
    private static func roundWithBytes(seed: UInt64, size: Int) -> UInt64? {
        let script = RoundScript(seed: seed, size: size)
        return (3..<40 as Range<UInt64>).first { script.byteCount(round: $0, from: 0, to: 1) > 0 }
    }
}
