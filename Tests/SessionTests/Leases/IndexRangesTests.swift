import Testing

@testable import Session

@Suite struct IndexRangesTests {
    @Test func nothing_hasNoRange() {
        var indexes = IndexRanges(5..<5)
        #expect(indexes.isEmpty && indexes.count == 0)
        #expect(indexes.takeFirst(atMost: 1) == nil && indexes.takeLast(atMost: 1) == nil)
    }

    @Test func ends_areTakenFromEitherSide() {
        var indexes = IndexRanges(0..<10)
        #expect(indexes.takeFirst(atMost: 3) == 0..<3)
        #expect(indexes.takeLast(atMost: 2) == 8..<10)
        #expect(indexes.takeFirst(atMost: 0) == nil)
        #expect(indexes.ranges == [3..<8] && indexes.count == 5)
        #expect(indexes.takeLast(atMost: 100) == 3..<8)
        #expect(indexes.isEmpty && indexes.count == 0)
    }

    @Test func neighbours_becomeOne() {
        var indexes = IndexRanges(0..<2)
        indexes.insert(8..<10)
        indexes.insert(4..<5)
        #expect(indexes.ranges == [0..<2, 4..<5, 8..<10])
        indexes.insert(5..<8)
        #expect(indexes.ranges == [0..<2, 4..<10])
        indexes.insert(3..<4)
        #expect(indexes.ranges == [0..<2, 3..<10])
        indexes.insert(2..<3)
        #expect(indexes.ranges == [0..<10] && indexes.count == 10)
    }

    @Test func largestRange_isCounted() {
        var indexes = IndexRanges(0..<Int.max)
        #expect(indexes.count == .max)
        #expect(indexes.takeFirst(atMost: .max) == 0..<Int.max)
        #expect(Int.max.share(1, of: 2) == .max / 2 && Int.max.share(3, of: 3) == .max && 5.share(0, of: 0) == 0)
    }
}
