/// Where an element stands among those of its source: elements come in the order of their positions.
@frozen
public struct Position: Hashable, Comparable, Sendable {
    /// The unit of work; in a domain, the element's index.
    public var unit: Int
    /// The number within the unit.
    public var ordinal: Int

    @inlinable
    public init(unit: Int, ordinal: Int = 0) {
        self.unit = unit
        self.ordinal = ordinal
    }

    @inlinable
    public static func < (left: Position, right: Position) -> Bool {
        left.unit == right.unit ? left.ordinal < right.ordinal : left.unit < right.unit
    }
}
