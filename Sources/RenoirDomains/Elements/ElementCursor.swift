/// Goes through the elements of some units, a block of them at a time.
public protocol ElementCursor<Element> {
    associatedtype Element

    /// Goes on to these units, when those before are over.
    mutating func begin(_ units: Range<Int>) throws

    /// Looks at the next elements, `count` at most, and puts those that count at `output`.
    ///
    /// - Parameters:
    ///   - offsets: Where it says which of those that were looked at each of them is, unless they are all of them.
    /// - Throws: If it throws, nothing is alive at `output`, and it's not called again before it begins anew.
    mutating func next(
        _ count: Int, into output: UnsafeMutablePointer<Element>, offsets: UnsafeMutablePointer<Int32>
    ) throws -> ElementBlock
}
