/// Goes through the places of a domain.
public protocol PlaceIterator<Element> {
    associatedtype Element

    /// The element at the next place; nil if that was left out.
    mutating func next() throws -> Element?

    /// Puts out the elements of the next `count` places.
    mutating func next(_ count: Int, into block: inout PlaceBlock<Element>) throws
}

extension PlaceIterator {
    @inlinable @inline(__always)
    public mutating func next(_ count: Int, into block: inout PlaceBlock<Element>) throws {
        try block.put(count) { try next() }
    }
}
