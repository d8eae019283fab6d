import TestSupport
import Testing

@testable import Dataflow

struct CreditBudgetTests {
    @Test func surplus_goesToTheEdgeNearestToTheEnd() {
        var budget = CreditBudget(bytes: 1000, share: 100, edges: 3, size: 2, rank: 0)
        let answers = (0..<3).map { budget.ask(wanted: 10_000, edge: $0, peer: 1) }
        #expect(answers == [true, true, true])
        budget.grant()
        #expect((0..<3).map { budget.limit(edge: $0, peer: 1) } == [100, 100, 800])
        #expect(budget.surplus == 0)
    }

    @Test func surplus_isSharedByThePeersOfAnEdge() {
        var budget = CreditBudget(bytes: 1000, share: 100, edges: 1, size: 4, rank: 0)
        _ = budget.ask(wanted: 5000, edge: 0, peer: 1)
        _ = budget.ask(wanted: 150, edge: 0, peer: 2)
        _ = budget.ask(wanted: 5000, edge: 0, peer: 3)
        budget.grant()
        #expect((1..<4).map { budget.limit(edge: 0, peer: $0) } == [333, 150, 517])
    }

    @Test func whatWasReadBeyondTheShare_isForAllAgain() {
        var budget = CreditBudget(bytes: 500, share: 100, edges: 2, size: 2, rank: 0)
        _ = budget.ask(wanted: 400, edge: 1, peer: 1)
        budget.grant()
        #expect(budget.limit(edge: 1, peer: 1) == 400)
        budget.read(350, edge: 1, peer: 1)
        #expect(budget.surplus == 300)
        // 300 of them came out of the surplus, 50 out of the share, which stays with its owner.
        #expect(budget.limit(edge: 1, peer: 1) == 450)
        _ = budget.ask(wanted: 120, edge: 0, peer: 1)
        budget.grant()
        #expect(budget.limit(edge: 0, peer: 1) == 120)
    }

    @Test func nothingLeft_isNothingToGive() {
        var budget = CreditBudget(bytes: 200, share: 100, edges: 1, size: 3, rank: 0)
        let isAnyLeft = budget.ask(wanted: 1000, edge: 0, peer: 1)
        #expect(!isAnyLeft)
        budget.grant()
        #expect(budget.limit(edge: 0, peer: 1) == 100)
    }

    @Test func overdraft_isPaidBackBeforeAnythingElseIsGranted() {
        var budget = CreditBudget(bytes: 100, share: 100, edges: 1, size: 2, rank: 0)
        budget.overdraw(50, edge: 0)
        #expect(budget.limit(edge: 0, peer: 1) == 150)
        budget.read(150, edge: 0, peer: 1)
        #expect(budget.limit(edge: 0, peer: 1) == 250)
        #expect(budget.surplus == 0)
    }

    /// Senders that send as they may and readers that read as they like: nobody's share is ever touched, the bytes on their
    /// way stay within the budget, and no limit goes back.
    @Test(arguments: 0..<200 as Range<UInt64>) func promises_stayWithinTheBudget(seed: UInt64) {
        var dice = TextDice(seed: seed)
        let (edges, size) = (Int.random(in: 1...4, using: &dice), Int.random(in: 2...5, using: &dice))
        let share = Int.random(in: 1...100, using: &dice)
        let bytes = share * edges * (size - 1) + Int.random(in: 0...500, using: &dice)
        var budget = CreditBudget(bytes: bytes, share: share, edges: edges, size: size, rank: 0)
        var (sent, read) = (Array(repeating: 0, count: edges * size), Array(repeating: 0, count: edges * size))
        var limits = sent
        for _ in 0..<300 {
            let (edge, peer) = (Int.random(in: 0..<edges, using: &dice), Int.random(in: 1..<size, using: &dice))
            let place = edge * size + peer
            let limit = Int(budget.limit(edge: edge, peer: peer))
            sent[place] = Int.random(in: sent[place]...limit, using: &dice)
            let more = Int.random(in: 0...(sent[place] - read[place]), using: &dice)
            budget.read(more, edge: edge, peer: peer)
            read[place] += more
            _ = budget.ask(wanted: UInt64(sent[place] + Int.random(in: 0...300, using: &dice)), edge: edge, peer: peer)
            if Bool.random(using: &dice) { budget.grant() }
            var promised = 0
            for edge in 0..<edges {
                for peer in 1..<size {
                    let (place, now) = (edge * size + peer, Int(budget.limit(edge: edge, peer: peer)))
                    #expect(now >= limits[place] && now - read[place] >= share, "seed \(seed)")
                    limits[place] = now
                    promised += now - read[place]
                }
            }
            #expect(promised + budget.surplus == bytes && budget.surplus >= 0, "seed \(seed)")
        }
    }
}

struct ExchangeBudgetTests {
    @Test(arguments: [(1, 1, 2), (1 << 20, 3, 7), (64 << 20, 1, 2), (64 << 20, 40, 512), (1 << 40, 2, 3)])
    func shares_fitTheBudget(asked: Int, edges: Int, size: Int) {
        let budget = ExchangeBudget(asked: asked, edges: edges, size: size, threads: 1)
        #expect(budget.share * edges * (size - 1) <= budget.bytes)
        #expect((64 << 10...1 << 20).contains(budget.share))
        #expect(budget.largestBatch >= 32 << 10 && 2 * budget.largestBatch <= budget.share)
        #expect((budget.notice(asked: asked) != nil) == (budget.bytes > asked))
    }

    @Test func budget_isAWindowForEachWorkerIfSoMuchWasAskedFor() {
        func bytes(_ asked: Int, threads: Int) -> Int {
            ExchangeBudget(asked: asked, edges: 1, size: 2, threads: threads).bytes
        }
        #expect(bytes(64 << 20, threads: 1) == 2 << 20)
        #expect(bytes(64 << 20, threads: 3) == 6 << 20)
        #expect(bytes(5 << 20, threads: 3) == 5 << 20)
        #expect(bytes(1 << 20, threads: 3) == 1 << 20)
    }

    @Test func manyChannels_haveAsMuchForWhoNeedsItAsTheyOwn() {
        let budget = ExchangeBudget(asked: 64 << 20, edges: 4, size: 9, threads: 1)
        #expect(budget.share == 64 << 10)
        #expect(budget.bytes == 2 * 4 * 8 * (64 << 10))
    }

    @Test func workersOfARank_changeNothingThatOthersKnow() {
        let (one, many) = (
            ExchangeBudget(asked: 64 << 20, edges: 3, size: 5, threads: 1),
            ExchangeBudget(asked: 64 << 20, edges: 3, size: 5, threads: 48)
        )
        #expect(one.share == many.share && one.segmentBytes == many.segmentBytes)
    }

    @Test func budgetThatIsTooSmall_isRaisedAndSaid() {
        let budget = ExchangeBudget(asked: 1000, edges: 2, size: 4, threads: 1)
        #expect(budget.bytes == 6 * (64 << 10))
        #expect(
            budget.notice(asked: 1000)
                == "exchangeBytes is 1000; 2 exchanges between 4 ranks need 393216, which is used instead")
    }

    @Test func jobOfOneRank_needsNothing() {
        #expect(ExchangeBudget(asked: 1, edges: 3, size: 1, threads: 1).notice(asked: 1) == nil)
    }
}
