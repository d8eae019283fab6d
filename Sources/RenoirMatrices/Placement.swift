/// Where the rows of a matrix are.
///
/// ```swift
/// let onAllRanks = try small.placed(.replicated)
/// ```
public enum Placement: Sendable {
    /// Each rank has a range of them, as even as can be, in rank order.
    case rows
    /// Every rank has all.
    case replicated
    /// Rank 0 has all.
    case root
}
