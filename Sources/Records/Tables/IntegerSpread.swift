/// Where a table looks for an integer: Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4).
///
/// The first factor is 2⁶⁴ divided by the golden ratio. Consecutive integers, as identifiers often are, then get places
/// that are as far from each other as can be: no two share one in a table that is less than half full. For integers that
/// this factor throws together there are others.
@frozen @usableFromInline
struct IntegerSpread {
    @usableFromInline var factor: UInt64 = 0x9e37_79b9_7f4a_7c15

    /// The steps that the keys are away from their places, all together.
    @usableFromInline var displacement = 0

    /// The steps for each key that are no reason yet to try another factor. Keys at random places have at most 0.65.
    @usableFromInline var tolerance = 2

    @inlinable
    init() {}

    @inlinable
    func isTolerable(keys: Int) -> Bool { displacement <= tolerance &* (keys &+ 64) }

    /// Another factor, for keys that all have to be moved then. Ever more is tolerated: for some keys there may be no better.
    @inlinable
    mutating func change() {
        factor = factor &* 0xd134_2543_de82_ef95 | 1
        tolerance &*= 2
    }
}
