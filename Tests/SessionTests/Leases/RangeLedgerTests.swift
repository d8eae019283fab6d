import Testing

@testable import Session

@Suite struct RangeLedgerTests {
    private func report(
        asked: UInt64 = 0, settled: UInt64 = 0, returned: Range<Int> = 0..<0, consumers: Int = 1, hungry: Int = 0
    ) -> LeaseReport {
        var report = LeaseReport()
        (report.asked, report.settled, report.returned) = (asked, settled, returned)
        (report.consumers, report.hungry) = (consumers, hungry)
        return report
    }

    @Test func nothingToHandOut_isOver() {
        var ledger = RangeLedger(count: 0, ranks: 2)
        #expect(ledger.isOver)
        #expect(ledger.apply([report(asked: 1), report()]) == [])
        #expect(ledger.isOver)
    }

    @Test func oneIndex_goesToOneRank_andIsOverWhenItIsSettled() {
        var ledger = RangeLedger(count: 1, ranks: 3)
        let asking = report(asked: 1)
        #expect(ledger.apply([asking, asking, asking]) == [Lease(rank: 0, range: 0..<1)])
        #expect(!ledger.isOver && ledger.freeCount == 0)
        #expect(ledger.isAnswered(1, of: 0) && !ledger.isAnswered(1, of: 1))
        #expect(ledger.apply([report(asked: 1, settled: 1), asking, asking]) == [])
        #expect(ledger.isOver)
    }

    @Test func manyIndexes_areSharedWithoutOverflow() {
        var ledger = RangeLedger(count: .max, ranks: 2)
        let quarter = Int.max / 4
        #expect(
            ledger.apply([report(asked: 1), report(asked: 1)]).map(\.range)
                == [0..<quarter, quarter..<2 * quarter])
        #expect(ledger.apply([report(asked: .max, consumers: 1000), report(asked: 1)]).first?.rank == 0)
        #expect(ledger.freeCount == 0)
    }

    @Test func chunksInOrder_areSmallFromTheStart() {
        var ledger = RangeLedger(count: .max, ranks: 2, isOrdered: true)
        #expect(
            ledger.apply([report(asked: 10), report(asked: 2)])
                == [Lease(rank: 0, range: 0..<80), Lease(rank: 1, range: 80..<96)])
        #expect(ledger.apply([report(asked: 1 << 62), report(asked: 2)]).map(\.range.count) == [(1 << 62) - 10])
    }

    @Test func chunks_shrinkTowardsTheEnd() {
        var ledger = RangeLedger(count: 1000, ranks: 2)
        var (asked, sizes) = (UInt64(0), [Int]())
        while ledger.freeCount > 0 {
            asked += 1
            let settled = UInt64(sizes.reduce(0, +))
            sizes += ledger.apply([report(asked: asked, settled: settled), report()]).map(\.range.count)
        }
        #expect(sizes.first == 250 && sizes.last == 1)
        #expect(sizes == sizes.sorted(by: >) && sizes.reduce(0, +) == 1000)
        #expect(sizes.count < 40)
    }

    @Test func floor_isTheLeastThatIsGiven_whileOthersGetTheirPart() {
        var ledger = RangeLedger(count: 100, ranks: 4)
        #expect(ledger.apply([report(asked: 40), report(), report(), report()]) == [Lease(rank: 0, range: 0..<40)])
        let greedy = [report(asked: 40), report(asked: 100), report(asked: 100), report()]
        #expect(ledger.apply(greedy) == [Lease(rank: 1, range: 40..<70), Lease(rank: 2, range: 70..<100)])
    }

    @Test func whatOthersHaveAndNobodyHasBegun_countsAsLeft() {
        var ledger = RangeLedger(count: 100, ranks: 2)
        #expect(ledger.apply([report(asked: 100), report()])[0].range.count == 100)
        // Of 50 indexes that rank 0 gives back, rank 1 gets a quarter of all 100.
        let leases = ledger.apply([report(asked: 100, returned: 50..<100), report(asked: 1)])
        #expect(leases == [Lease(rank: 1, range: 50..<75)])
    }

    @Test func moreConsumers_getMore() {
        var ledger = RangeLedger(count: 800, ranks: 2)
        let leases = ledger.apply([report(asked: 1, consumers: 3), report(asked: 1, consumers: 1)])
        #expect(leases.map(\.range.count) == [300, 100])
    }

    @Test func requestThatIsSaidAgain_isAnsweredOnce() {
        var ledger = RangeLedger(count: 100, ranks: 2)
        #expect(ledger.apply([report(asked: 5), report()]).count == 1)
        #expect(ledger.apply([report(asked: 5), report()]) == [])
        #expect(ledger.apply([report(asked: 6), report()]).count == 1)
    }

    @Test func whatIsGivenBack_goesToWhoHasNothingFirst() {
        var ledger = RangeLedger(count: 4, ranks: 3)
        #expect(ledger.apply([report(asked: 4), report(), report()]) == [Lease(rank: 0, range: 0..<4)])
        let (ahead, hungry) = (report(asked: 1), report(asked: 1, hungry: 1))
        #expect(ledger.apply([report(asked: 4, settled: 2), ahead, hungry]) == [])
        #expect(
            ledger.apply([report(asked: 4, settled: 2, returned: 3..<4), ahead, hungry]) == [
                Lease(rank: 2, range: 3..<4)
            ])
        #expect(ledger.apply([report(asked: 4, settled: 3), ahead, report(asked: 1, settled: 1)]) == [])
        #expect(ledger.isOver)
    }

    @Test func whoWasServedLast_comesLast() {
        var ledger = RangeLedger(count: 90, ranks: 3)
        #expect(ledger.apply([report(asked: 1), report(), report()]).map(\.rank) == [0])
        #expect(ledger.apply([report(asked: 2), report(asked: 1), report(asked: 1)]).map(\.rank) == [1, 2, 0])
    }

    @Test func words_carryAReport() {
        let words = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: LeaseReport.wordCount)
        defer { words.deallocate() }
        let said = report(asked: .max, settled: 7, returned: Int.max - 1..<Int.max, consumers: 3, hungry: 2)
        said.store(in: words)
        #expect(LeaseReport(UnsafeBufferPointer(words)) == said)
    }
}
