/// Elements of all ranks, one rank's behind those of the one before it.
///
/// ```swift
/// let parts = try collectives.allGatherv(mine).wait()
/// print(parts[0].count, parts.elements.count)
/// ```
public struct RankedElements<Element> {
    /// All elements in rank order.
    public let elements: [Element]
    /// How many of them are each rank's.
    public let counts: [Int]
    private let starts: [Int]

    init(_ elements: [Element], counts: [Int]) {
        self.elements = elements
        self.counts = counts
        starts = Shares.starts(of: counts)
    }

    /// What came from `rank`.
    ///
    /// - Complexity: O(1).
    public subscript(rank: Int) -> ArraySlice<Element> { elements[starts[rank]..<starts[rank] + counts[rank]] }
}

extension RankedElements: Equatable where Element: Equatable {}
extension RankedElements: Sendable where Element: Sendable {}
