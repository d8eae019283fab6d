/// A domain that is closed under renaming: what becomes of an element when atoms of one colour change places is an element too.
///
/// Such a domain falls into classes of elements that differ by the names of atoms only, and has one ``canonicalForms()`` for each.
/// Domains composed of these by products, unions, sequences, subsets, mappings and permutations are such; a map or a filter is not.
public protocol SymmetricDomain: Domain {
    /// How elements are made of atoms.
    var shape: Shape { get }

    /// Makes an element of the numbers that its shape asks for.
    func decode(_ reader: inout FormReader) -> Element

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

/// Reads the numbers that describe an element, in the order of its domain's shape.
public struct FormReader {
    private let codes: UnsafePointer<Int32>
    private var offset = 0

    @usableFromInline
    init(_ codes: UnsafePointer<Int32>) { self.codes = codes }

    public mutating func next() -> Int {
        defer { offset += 1 }
        return Int(codes[offset])
    }

    /// Passes over what an element doesn't have: the parts of a union that it's not from.
    public mutating func skip(_ count: Int) { offset += count }
}
