/// Which part of a row of elements is whose.
enum Shares {
    /// As even as can be, the first ranks with one more.
    ///
    /// ```swift
    /// Shares.even(10, ranks: 4)    // [3, 3, 2, 2]
    /// ```
    static func even(_ count: Int, ranks: Int) -> [Int] {
        (0..<ranks).map { count / ranks + ($0 < count % ranks ? 1 : 0) }
    }

    /// Where each share starts.
    static func starts(of counts: [Int]) -> [Int] {
        var end = 0
        return counts.map { count in
            defer { end += count }
            return end
        }
    }

    /// Each share as a range.
    static func ranges(of counts: [Int]) -> [Range<Int>] { zip(starts(of: counts), counts).map { $0..<$0 + $1 } }
}
