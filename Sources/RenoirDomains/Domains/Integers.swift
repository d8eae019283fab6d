/// Integers with the same distance from each to the next.
///
/// ```swift
/// Integers(0..<10)
/// Integers(from: 4, to: 15, by: 3)  // 4, 7, 10, 13
/// ```
@frozen
public struct Integers: SymmetricDomain, Hashable {
    public typealias Element = Int
    public typealias Cursor = PlaceCursor<Self>

    @usableFromInline let start: Int
    @usableFromInline let step: Int
    @usableFromInline let count: Int

    /// The integers of a range.
    @inlinable
    public init(_ range: Range<Int>) {
        start = range.lowerBound
        step = 1
        count = range.count
    }

    /// The integers from `start` on, before `end`, in steps of `step`, which may lead downwards.
    public init(from start: Int, to end: Int, by step: Int) {
        precondition(step != 0, "integers in steps of 0 have no end")
        self.start = start
        self.step = step
        let distance = step > 0 ? Int128(end) - Int128(start) : Int128(start) - Int128(end)
        let width = Int128(step.magnitude)
        count = distance <= 0 ? 0 : Int((distance + width - 1) / width)
    }

    public var size: Natural { Natural(count) }
    public var name: String { "range" }
    public var shape: Shape { .constants(count) }

    public func element(at index: Natural) -> Int? { start + index.clamped * step }

    @inlinable
    public func decoder() -> FormDecoder<Int> { { reader in start + reader.next() * step } }

    public func structure(of element: Int) -> Structure { .int(element) }

    @inlinable
    public func places(from index: Int) -> Places { Places(next: start &+ index &* step, step: step) }

    @frozen
    public struct Places: PlaceIterator {
        @usableFromInline var value: Int
        @usableFromInline let step: Int

        @inlinable
        init(next: Int, step: Int) {
            value = next
            self.step = step
        }

        @inlinable
        public mutating func next() -> Int? {
            defer { value &+= step }
            return value
        }
    }
}
