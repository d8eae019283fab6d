/// What a cursor has put out.
@frozen
public struct ElementBlock {
    /// The most elements that are looked at in one go.
    @inlinable public static var capacity: Int { 1024 }

    /// Elements that were put out.
    public var kept: Int
    /// Elements that were looked at.
    public var lookedAt: Int
    /// The position of the first one that was looked at.
    public var first: Position
    /// Whether each element is a unit, so that the next position is that of the next unit.
    public var unitsAreElements: Bool
    /// Whether the units are over.
    public var isOver: Bool

    @inlinable
    public init(kept: Int, lookedAt: Int, first: Position, unitsAreElements: Bool, isOver: Bool) {
        self.kept = kept
        self.lookedAt = lookedAt
        self.first = first
        self.unitsAreElements = unitsAreElements
        self.isOver = isOver
    }

    /// The position of what was looked at as number `offset` of this block.
    @inlinable
    public func position(_ offset: Int) -> Position {
        unitsAreElements
            ? Position(unit: first.unit + offset) : Position(unit: first.unit, ordinal: first.ordinal + offset)
    }

    /// The position of the element that was put out as number `index`.
    @inlinable
    public func position(of index: Int, _ offsets: UnsafeMutablePointer<Int32>) -> Position {
        position(kept == lookedAt ? index : Int(offsets[index]))
    }
}
