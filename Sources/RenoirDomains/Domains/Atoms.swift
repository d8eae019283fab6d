/// Unlabelled things: elements that differ only in which of them have the places of which count as one.
///
/// ```swift
/// let states = Atoms(4, "q")
/// let letters = Atoms(2, "a")
/// let automata = Mappings(from: states * letters, to: states)
/// print(try automata.canonicalForms().count().run(context).value ?? 0)  // 1474
/// ```
///
/// Two sets of atoms are of different colours, and have different names; within one domain a name stands for one set.
@frozen
public struct Atoms: SymmetricDomain, Hashable {
    public typealias Element = Atom
    public typealias Cursor = PlaceCursor<Self>

    public let color: Color
    public let count: Int

    public init(_ count: Int, _ color: Color = "a") {
        precondition(count >= 0, "there are no \(count) atoms")
        self.color = color
        self.count = count
    }

    public var size: Natural { Natural(count) }
    public var name: String { "atoms" }
    public var shape: Shape { .atoms(color, count) }

    public func element(at index: Natural) -> Atom? { Atom(color, index.clamped) }
    @inlinable
    public func index(of element: Atom) -> Int { element.index }

    @inlinable
    public func decoder() -> FormDecoder<Atom> { { reader in Atom(color, reader.next()) } }

    public func structure(of element: Atom) -> Structure { .atom(element) }

    @inlinable
    public func places(from index: Int) -> Places { Places(color: color, index: index) }

    @frozen
    public struct Places: PlaceIterator {
        @usableFromInline let color: Color
        @usableFromInline var index: Int

        @inlinable
        init(color: Color, index: Int) {
            self.color = color
            self.index = index
        }

        @inlinable
        public mutating func next() -> Atom? {
            defer { index += 1 }
            return Atom(color, index)
        }
    }
}
