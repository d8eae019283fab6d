/// Combines the parts of a ``StableHashable`` key.
public struct StableHasher: Sendable {
    @usableFromInline var state: UInt64

    @inlinable
    public init(seed: UInt64 = KeyHash.defaultSeed) {
        state = seed
    }

    /// Takes up one part, whose place among the parts matters.
    @inlinable @inline(__always)
    public mutating func combine<Part: Hashable>(_ part: Part) {
        // The hash so far is the seed of the next part.
        state = KeyHash.hash(part, seed: state, .withoutNaNs(Part.self))
    }

    /// The hash of the parts combined so far.
    @inlinable
    public consuming func finalize() -> UInt64 {
        state
    }
}
