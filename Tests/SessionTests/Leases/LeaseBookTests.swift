import Foundation
import Testing
import Transport

@testable import Session

@Suite struct LeaseBookTests {
    /// Carries out one round.
    private func round(_ books: inout [LeaseBook]) {
        let reports = books.indices.map { books[$0].say() }
        for rank in books.indices {
            for peer in books.indices where peer != rank { books[rank].hear(reports[peer], from: peer) }
        }
        for rank in books.indices { _ = books[rank].closeRound() }
    }

    private func books(count: Int, ranks: Int, consumers: Int = 1, isOrdered: Bool = false) -> [LeaseBook] {
        (0..<ranks).map {
            LeaseBook(count: count, rank: $0, size: ranks, consumers: consumers, isOrdered: isOrdered)
        }
    }

    @Test func consumersInOrder_takeWhatFollowsTheOthers() {
        var book = books(count: 100, ranks: 1, consumers: 2, isOrdered: true)[0]
        let taken = (0..<4).map { book.take(atMost: 3, by: $0 % 2) }
        #expect(taken == [.indexes(0..<3), .indexes(3..<6), .indexes(6..<9), .indexes(9..<12)])
    }

    @Test func oneRank_needsNoRounds() {
        var book = books(count: 10, ranks: 1)[0]
        var taken: [Int] = []
        while case .indexes(let range) = book.take(atMost: 4, by: 0) {
            taken += range
            book.settle(range.count)
        }
        #expect(taken == Array(0..<10))
        #expect(book.take(atMost: 1, by: 0) == .over && book.need == .nothing && !book.isWaiting)
    }

    @Test(arguments: [1, 2, 3]) func nothing_isOverAtOnce(ranks: Int) {
        var books = books(count: 0, ranks: ranks)
        for rank in books.indices { #expect(books[rank].take(atMost: 1, by: 0) == .over) }
    }

    @Test(arguments: [1, 2, 7]) func largestRange_isHandedOut(ranks: Int) {
        var books = books(count: .max, ranks: ranks, consumers: 2)
        round(&books)
        for rank in books.indices {
            guard case .indexes(let range) = books[rank].take(atMost: .max, by: 1) else {
                Issue.record("nothing for rank \(rank)")
                continue
            }
            #expect(range.count > Int.max / 100)
            books[rank].settle(range.count)
        }
        round(&books)
    }

    @Test func request_isAnsweredByTheNextRound() {
        var books = books(count: 1000, ranks: 2)
        #expect(books[1].take(atMost: 5, by: 0) == .later && books[1].isWaiting && books[1].need == .much)
        round(&books)
        #expect(books[1].awakened == [0])
        #expect(books[1].take(atMost: 5, by: 0) != .later)
        #expect(!books[1].isWaiting && books[1].awakened == [])
    }

    @Test func lowWater_asksAhead() {
        var books = books(count: 1000, ranks: 2)
        round(&books)
        #expect(books.allSatisfy { $0.need == .nothing })
        var rounds = 0
        var taken = 0
        while rounds == 0, case .indexes(let range) = books[0].take(atMost: 10, by: 0) {
            books[0].settle(range.count)
            taken += range.count
            if books[0].need > .nothing { rounds += 1 }
        }
        #expect(books[0].unstarted > 20, "it asks while it has something left")
        round(&books)
        #expect(books[0].unstarted > 62)
    }

    @Test func whoHasNothing_getsAPartOfWhatAnotherHasNotBegun() {
        var books = books(count: 100, ranks: 2)
        // Rank 0 asks for all of it while rank 1 is late.
        var reports = [LeaseReport(), LeaseReport()]
        reports[0] = books[0].say()
        reports[0].asked = 100
        _ = books[0].take(atMost: 1, by: 0)
        round(&books)
        while case .indexes(let range) = books[1].take(atMost: 100, by: 0) { books[1].settle(range.count) }
        var rounds = 0
        while books[1].unstarted == 0, rounds < 4 {
            round(&books)
            rounds += 1
        }
        #expect(books[1].unstarted > 0 && rounds <= 3)
        #expect(books[0].unstarted > 0)
    }

    @Test func whoLeaves_givesBackWhatItHas() {
        var books = books(count: 100, ranks: 2)
        round(&books)
        #expect(books[0].unstarted > 0)
        books[0].leave(0)
        #expect(books[0].need == .much)
        var seen = 0
        for _ in 0..<200 {
            while case .indexes(let range) = books[1].take(atMost: 100, by: 0) {
                books[1].settle(range.count)
                seen += range.count
            }
            round(&books)
        }
        #expect(seen == 100 && books[0].isOver && books[1].isOver)
    }

    @Test func whatIsTakenAndGivenBack_isTakenByAnother() {
        var book = books(count: 4, ranks: 1, consumers: 2)[0]
        guard case .indexes(let first) = book.take(atMost: 1, by: 0) else { return #expect(Bool(false)) }
        var others: [Int] = []
        while case .indexes(let range) = book.take(atMost: 4, by: 1) {
            others += range
            book.settle(range.count)
        }
        #expect(book.isWaiting && book.awakened == [])
        book.giveBack(first)
        #expect(book.awakened == [1])
        #expect(book.take(atMost: 4, by: 1) == .indexes(first))
        book.settle(1)
        #expect(book.take(atMost: 1, by: 0) == .over)
        #expect((others + first).sorted() == [0, 1, 2, 3])
    }

    /// Ranks whose rounds are in flight two at a time, whose consumers take, settle, give back and leave as dice say.
    @Test(arguments: [1, 2, 3, 4, 7], 0..<40 as Range<UInt64>)
    func everyIndex_isSettledOnce(ranks: Int, seed: UInt64) {
        var dice = SeededGenerator(seed: seed &* 31 &+ UInt64(ranks))
        let consumers = Int.random(in: 1...3, using: &dice)
        let count = [0, 1, 2, 17, 1000].randomElement(using: &dice)!
        var books = books(count: count, ranks: ranks, consumers: consumers, isOrdered: seed.isMultiple(of: 2))
        // What each rank has said in rounds that aren't delivered.
        var pending = Array(repeating: [LeaseReport](), count: ranks)
        var times = Array(repeating: 0, count: count)
        var done = Array(repeating: Array(repeating: false, count: consumers), count: ranks)
        var steps = 0
        while done.contains(where: { $0.contains(false) }), steps < 200_000 {
            steps += 1
            let rank = Int.random(in: 0..<ranks, using: &dice)
            switch Int.random(in: 0..<4, using: &dice) {
            case 0 where ranks > 1 && pending[rank].count < 2: pending[rank].append(books[rank].say())
            case 1 where ranks > 1 && pending.allSatisfy { !$0.isEmpty }:
                let reports = pending.map { $0[0] }
                for rank in books.indices {
                    pending[rank].removeFirst()
                    for peer in books.indices where peer != rank { books[rank].hear(reports[peer], from: peer) }
                    _ = books[rank].closeRound()
                }
            case let event:
                let consumer = Int.random(in: 0..<consumers, using: &dice)
                guard !done[rank][consumer] else { continue }
                // The first consumer of all stays to the end.
                if event == 3, rank + consumer > 0, Int.random(in: 0..<50, using: &dice) == 0 {
                    books[rank].leave(consumer)
                    done[rank][consumer] = true
                    continue
                }
                switch books[rank].take(atMost: Int.random(in: 1...40, using: &dice), by: consumer) {
                case .over: done[rank][consumer] = true
                case .later: break
                case .indexes(let range):
                    let kept = Int.random(in: 0...range.count, using: &dice)
                    for index in range.prefix(kept) { times[index] += 1 }
                    books[rank].settle(kept)
                    if kept < range.count { books[rank].giveBack(range.dropFirst(kept)) }
                }
            }
        }
        #expect(times.allSatisfy { $0 == 1 }, "seed \(seed): \(times)")
        #expect(steps < 200_000, "seed \(seed): \(count) indexes, \(consumers) consumers")
    }
}
