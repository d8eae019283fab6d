/// Which records of two streams a join gives.
@usableFromInline
enum JoinKind: String, Sendable {
    /// Pairs.
    case inner = "join"
    /// Pairs, and records of the left stream that meet none.
    case left = "leftJoin"
    /// Pairs, and records of the right stream that meet none.
    case right = "rightJoin"
    /// Pairs, and records of both streams that meet none.
    case full = "fullJoin"
    /// Records of the left stream that meet any.
    case semi = "semiJoin"
    /// Records of the left stream that meet none.
    case anti = "antiJoin"

    @inlinable
    var givesPairs: Bool { self != .semi && self != .anti }

    /// Whether records of the left stream that meet none are given.
    @inlinable
    var givesLeftAlone: Bool { self == .left || self == .full || self == .anti }

    /// Whether records of the right stream that meet none are given.
    @inlinable
    var givesRightAlone: Bool { self == .right || self == .full }
}
