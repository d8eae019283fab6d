/// A thing that has no property but to be itself, and to have the colour of its set: vertex, state, letter.
@frozen
public struct Atom: Hashable, Sendable {
    /// The set that it's from.
    public let color: Color
    public let index: Int

    @inlinable
    public init(_ color: Color, _ index: Int) {
        self.color = color
        self.index = index
    }
}

extension Atom: Comparable {
    @inlinable
    public static func < (left: Atom, right: Atom) -> Bool {
        left.color == right.color ? left.index < right.index : left.color < right.color
    }
}

extension Atom: CustomStringConvertible {
    public var description: String { "\(color)\(index)" }
}
