/// Indexes that are left of a range: ranges in ascending order that don't touch each other.
struct IndexRanges: Equatable {
    private(set) var ranges: [Range<Int>] = []
    /// How many indexes there are.
    private(set) var count = 0

    init() {}

    init(_ range: Range<Int>) { insert(range) }

    var isEmpty: Bool { ranges.isEmpty }

    /// Adds indexes, none of which are here.
    mutating func insert(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let place = ranges.firstIndex { $0.lowerBound >= range.lowerBound } ?? ranges.count
        let before = place > 0 ? ranges[place - 1] : nil
        let after = place < ranges.count ? ranges[place] : nil
        precondition(
            before.map { $0.upperBound <= range.lowerBound } ?? true
                && after.map { range.upperBound <= $0.lowerBound } ?? true, "\(range) is in \(ranges)")
        let touchesBefore = before?.upperBound == range.lowerBound
        let touchesAfter = after?.lowerBound == range.upperBound
        let lower = touchesBefore ? before!.lowerBound : range.lowerBound
        let upper = touchesAfter ? after!.upperBound : range.upperBound
        ranges.replaceSubrange(place - (touchesBefore ? 1 : 0)..<place + (touchesAfter ? 1 : 0), with: [lower..<upper])
        count += range.count
    }

    /// Takes the first indexes that follow each other, up to `most`.
    mutating func takeFirst(atMost most: Int) -> Range<Int>? {
        guard let first = ranges.first, most > 0 else { return nil }
        let taken = first.lowerBound..<first.lowerBound + min(most, first.count)
        if taken.count == first.count { ranges.removeFirst() } else { ranges[0] = taken.upperBound..<first.upperBound }
        count -= taken.count
        return taken
    }

    /// Takes the last indexes that follow each other, up to `most`.
    mutating func takeLast(atMost most: Int) -> Range<Int>? {
        guard let last = ranges.last, most > 0 else { return nil }
        let taken = last.upperBound - min(most, last.count)..<last.upperBound
        ranges.removeLast()
        if taken.count < last.count { ranges.append(last.lowerBound..<taken.lowerBound) }
        count -= taken.count
        return taken
    }
}

extension Int {
    /// This many things times `part` ÷ `whole`, rounded down.
    func share(_ part: Int, of whole: Int) -> Int { Int(Int128(self) * Int128(part) / Int128(Swift.max(1, whole))) }
}
