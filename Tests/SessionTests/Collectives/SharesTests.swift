import Testing

@testable import Session

struct SharesTests {
    @Test(arguments: 0..<30, 1..<9)
    func even_anyCount_differsByOneAtMost(count: Int, ranks: Int) {
        let shares = Shares.even(count, ranks: ranks)
        #expect(shares.count == ranks)
        #expect(shares.reduce(0, +) == count)
        #expect((shares.max() ?? 0) - (shares.min() ?? 0) <= 1)
    }

    @Test func ranges_emptyShares_followEachOther() {
        #expect(Shares.ranges(of: [2, 0, 3, 0]) == [0..<2, 2..<2, 2..<5, 5..<5])
    }
}
