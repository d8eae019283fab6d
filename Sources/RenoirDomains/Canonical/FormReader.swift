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
