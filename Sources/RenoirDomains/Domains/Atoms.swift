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

/// The name of a set of atoms: atoms of the same name may take each other's place, others may not.
@frozen
public struct Color: Hashable, Sendable {
    /// Up to eight bytes of UTF-8, the first one in the highest bits, so that numbers are in the order of names.
    let bytes: UInt64

    /// - Parameter name: Eight bytes of UTF-8 at most.
    public init(_ name: String) {
        precondition(
            (1...8).contains(name.utf8.count), "a set of atoms has a name of one to eight bytes, not '\(name)'")
        var bytes: UInt64 = 0
        for byte in name.utf8 { bytes = bytes << 8 | UInt64(byte) }
        self.bytes = bytes << UInt64(8 * (8 - name.utf8.count))
    }
}

extension Color: Comparable {
    public static func < (left: Color, right: Color) -> Bool { left.bytes < right.bytes }
}

extension Color: CustomStringConvertible {
    public var description: String {
        let all = stride(from: UInt64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: bytes >> $0) }
        return String(decoding: all.prefix { $0 != 0 }, as: UTF8.self)
    }
}

extension Color: ExpressibleByStringLiteral {
    public init(stringLiteral name: String) { self.init(name) }
}

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
