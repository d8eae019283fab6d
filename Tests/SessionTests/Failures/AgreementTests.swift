import TestSupport
import Testing

@testable import Session

struct AgreementTests {
    /// Ranks with rounds in flight; a round is delivered to a rank when all ranks have posted it, at any later time.
    private struct Simulation {
        struct Rank {
            var agreement = Agreement()
            var end: EpochEnd
            var posted = 0
            var delivered = 0
            /// The round from which on it says that it has finished; nil for never.
            var finishes: Int?
            /// The round from which on it says that it has failed.
            var fails: Int?
            var acknowledges = false
            /// Who it found to be the one that reports.
            var reporter: Int?
        }

        var ranks: [Rank]
        var sums: [(unfinished: UInt64, failure: UInt128, acknowledgements: UInt64)] = []
        let depth: Int

        mutating func run(_ dice: inout TextDice) -> Bool {
            for _ in 0..<100_000 {
                if ranks.allSatisfy({ $0.end.isComplete(delivered: UInt64($0.delivered)) }) { return true }
                step(Int.random(in: ranks.indices, using: &dice), isPost: Bool.random(using: &dice))
            }
            return false
        }

        private mutating func step(_ index: Int, isPost: Bool) {
            let rank = ranks[index]
            if isPost, rank.posted - rank.delivered < depth, rank.end.allows(round: UInt64(rank.posted)) {
                return post(index)
            }
            guard !isPost, rank.delivered < rank.posted, ranks.allSatisfy({ $0.posted > rank.delivered }) else {
                return
            }
            let words = sums[rank.delivered]
            ranks[index].agreement.deliver(
                round: UInt64(rank.delivered), unfinishedRanks: words.unfinished, failure: words.failure,
                acknowledgements: words.acknowledgements)
            if let round = ranks[index].agreement.decidingRound { ranks[index].end.decided(in: round) }
            ranks[index].delivered += 1
            if let failure = ranks[index].agreement.failure {
                ranks[index].reporter = failure.rank
                if failure.rank == index { ranks[index].acknowledges = true }
            }
        }

        private mutating func post(_ index: Int) {
            let rank = ranks[index]
            if sums.count == rank.posted { sums.append((0, .max, 0)) }
            if rank.finishes.map({ rank.posted < $0 }) ?? true { sums[rank.posted].unfinished += 1 }
            if let fails = rank.fails, rank.posted >= fails {
                let word = Agreement.Failure(rank: index, exitCode: Int32(index + 1)).packed
                sums[rank.posted].failure = min(sums[rank.posted].failure, word)
            }
            if rank.acknowledges { sums[rank.posted].acknowledgements += 1 }
            ranks[index].posted += 1
        }
    }

    private func simulation(_ seed: UInt64, failing: [Int: Int]) -> (Simulation, TextDice) {
        var dice = TextDice(seed: seed)
        let depth = Int(seed % 3) + 1
        let ranks = (0..<Int.random(in: 1...5, using: &dice)).map { index in
            Simulation.Rank(
                end: EpochEnd(depth: depth), finishes: Int.random(in: 0..<20, using: &dice),
                fails: failing[index])
        }
        return (Simulation(ranks: ranks, depth: depth), dice)
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func ranks_allFinish_stopAtTheSameRound(seed: UInt64) {
        var (simulation, dice) = simulation(seed, failing: [:])
        let isOver = simulation.run(&dice)
        #expect(isOver, "seed \(seed)")
        #expect(Set(simulation.ranks.map(\.agreement.decidingRound)).count == 1, "seed \(seed)")
        #expect(Set(simulation.ranks.map(\.posted)).count == 1, "seed \(seed)")
    }

    @Test(arguments: 0..<200 as Range<UInt64>) func ranks_someFail_agreeOnOneThatReports(seed: UInt64) {
        var (simulation, dice) = simulation(seed, failing: [0: Int(seed % 7), 2: 1])
        for place in simulation.ranks.indices { simulation.ranks[place].finishes = nil }
        let isOver = simulation.run(&dice)
        #expect(isOver, "seed \(seed)")
        #expect(Set(simulation.ranks.map(\.reporter)).count == 1, "seed \(seed)")
        #expect(Set(simulation.ranks.map(\.posted)).count == 1, "seed \(seed)")
    }

    @Test func deliver_finishAndFailureInOneRound_isAFailure() {
        var agreement = Agreement()
        let failure = Agreement.Failure(rank: 1, exitCode: 7)
        agreement.deliver(round: 0, unfinishedRanks: 0, failure: failure.packed, acknowledgements: 0)
        #expect(agreement.failure == failure)
        #expect(agreement.decidingRound == nil)
    }

    @Test func packed_smallerRank_isSmallerWhateverItsCode() {
        #expect(Agreement.Failure(rank: 1, exitCode: -1).packed < Agreement.Failure(rank: 2, exitCode: 0).packed)
    }

    @Test(arguments: [Int32.min, -1, 0, 75, .max]) func packed_code_comesBack(code: Int32) {
        let failure = Agreement.Failure(rank: 40_000, exitCode: code)
        #expect(Agreement.Failure(packed: failure.packed) == failure)
    }
}
