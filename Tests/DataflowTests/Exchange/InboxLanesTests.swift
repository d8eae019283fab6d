import Testing

@testable import Dataflow

struct InboxLanesTests {
    /// Feeds items of ranks, where nothing ends a rank's turn, and returns them in the order in which they may be taken.
    private func order(ranks: Int, _ events: [(rank: Int, item: String?)]) -> [String] {
        var lanes = InboxLanes<String>(ranks: ranks)
        var taken: [String] = []
        for (rank, item) in events {
            if let item {
                if !lanes.keeps(item, from: rank) { taken.append(item) }
            } else {
                lanes.endTurn(of: rank) { taken.append($0) }
            }
        }
        return taken
    }

    @Test func itemsOfTheRankWhoseTurnItIs_goAsTheyCome() {
        #expect(order(ranks: 2, [(0, "a"), (1, "x"), (0, "b")]) == ["a", "b"])
    }

    @Test func itemsOfTheNext_goWhenTheFirstHasEnded() {
        #expect(order(ranks: 2, [(1, "x"), (0, "a"), (1, "y"), (0, nil), (1, "z")]) == ["a", "x", "y", "z"])
    }

    @Test func ranksThatHaveEndedBefore_arePassedOver() {
        let events: [(Int, String?)] = [(2, "p"), (2, nil), (1, nil), (0, "a"), (0, nil)]
        #expect(order(ranks: 3, events) == ["a", "p"])
    }

    @Test func afterTheLast_itsTheFirstOnesTurnAgain() {
        let events: [(Int, String?)] = [(0, nil), (1, "x"), (1, nil), (1, "y"), (0, "b"), (0, nil)]
        #expect(order(ranks: 2, events) == ["x", "b", "y"])
    }

    @Test func aSingleRank_isAlwaysNext() {
        #expect(order(ranks: 1, [(0, "a"), (0, nil), (0, "b"), (0, nil), (0, "c")]) == ["a", "b", "c"])
    }
}
