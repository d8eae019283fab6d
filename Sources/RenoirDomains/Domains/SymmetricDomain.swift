/// A domain that is closed under renaming: what becomes of an element when atoms of one colour change places is an element too.
///
/// Such a domain falls into classes of elements that differ by the names of atoms only, and has one ``canonicalForms()`` for each.
/// Domains composed of these by products, unions, sequences, subsets, mappings and permutations are such; a map or a filter is not.
public protocol SymmetricDomain: Domain {
    /// How elements are made of atoms.
    var shape: Shape { get }

    /// Makes elements of the numbers that its shape asks for.
    ///
    /// - Returns: What reads an element; it's called for many, so what they share is made before.
    func decoder() -> FormDecoder<Element>

    /// An element as a value without type.
    func structure(of element: Element) -> Structure
}

/// A domain that knows the index of an element.
public protocol RankedDomain: Domain {
    /// The index of an element of the domain.
    func index(of element: Element) -> Int
}

extension Atoms: RankedDomain {}

extension Integers: RankedDomain {
    @inlinable
    public func index(of element: Int) -> Int { (element - start) / step }
}

/// Makes an element of numbers.
public typealias FormDecoder<Element> = @Sendable (inout FormReader) -> Element

/// Reads the numbers that describe an element, in the order of its domain's shape.
@frozen
public struct FormReader {
    @usableFromInline let codes: UnsafePointer<Int32>
    @usableFromInline var offset = 0

    @inlinable
    init(_ codes: UnsafePointer<Int32>) { self.codes = codes }

    @inlinable @inline(__always)
    public mutating func next() -> Int {
        defer { offset += 1 }
        return Int(codes[offset])
    }

    /// How many of the next numbers are `number`.
    @inlinable
    func count(of number: Int32, among count: Int) -> Int {
        var found = 0
        for index in offset..<offset + count { found += codes[index] == number ? 1 : 0 }
        return found
    }

    /// Passes over what an element doesn't have: the parts of a union that it's not from.
    @inlinable @inline(__always)
    public mutating func skip(_ count: Int) { offset += count }
}
