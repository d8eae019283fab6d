public import CEngine

/// A string of bytes that is compared, ordered and hashed by its bytes.
///
/// ```swift
/// let line: ByteString = "to be or not to be"
/// for word in line.words() { counts[word, default: 0] += 1 }
/// ```
///
/// Unlike `String` it holds any bytes, and two spellings of one letter differ. Up to 15 bytes live in
/// the value itself; a longer one is a slice of a ``ByteStorage``, which it keeps alive: store
/// ``owned()`` rather than a slice of a large block.
///
/// Its indices are numbers, from 0. What members of `Collection` cut out of it — `line[5...]`, `prefix(4)`, `dropFirst()` — is
/// a `ByteString` whose indices are those of `line`, as those of an `ArraySlice` are; as keys and records, equal bytes are
/// equal whatever their indices. What `words()`, `split(separator:)`, `trimmed()` and ``slice(_:)`` give starts at 0, and costs
/// less. Indices don't travel: what comes from another worker may start at 0.
///
/// A string of at most 15 bytes is *always* in the value itself, so that equal short strings have
/// equal words, and comparing and hashing them touch no memory.
public struct ByteString {
    /// What keeps the bytes of a slice alive; `nil` when the bytes are in the words, unless their indices don't start at 0.
    @usableFromInline let owner: ByteStorage?

    /// The first eight bytes, in memory order and padded with zeros; of a slice, its address.
    @usableFromInline let low: UInt64

    /// Seven more bytes and the count in the top byte; of a slice, its count and `sliceFlag`.
    @usableFromInline let high: UInt64

    /// Adopts words as they are, for a string that is not a slice.
    @inlinable @inline(__always)
    init(low: UInt64, high: UInt64) {
        owner = nil
        self.low = low
        self.high = high
    }

    /// Adopts the words of a slice of `owner`.
    @inlinable @inline(__always)
    init(owner: ByteStorage, start: UnsafeRawPointer, count: Int) {
        self.owner = owner
        low = UInt64(UInt(bitPattern: start))
        high = UInt64(truncatingIfNeeded: count) | ByteString.sliceFlag
    }
}

extension ByteString {
    /// The most bytes that the value itself holds.
    @inlinable public static var inlineCapacity: Int { 15 }

    /// Set in the high word of a slice; a count of at most 15 in the top byte never reaches this bit.
    @inlinable static var sliceFlag: UInt64 { 1 << 63 }

    @inlinable @inline(__always)
    static func isSlice(high: UInt64) -> Bool { Int64(bitPattern: high) < 0 }

    /// The bytes of a slice, as long as its owner lives.
    @inlinable @inline(__always)
    static func sliceBytes(low: UInt64, high: UInt64) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: UnsafeRawPointer(bitPattern: UInt(low)), count: Int(truncatingIfNeeded: high & ~sliceFlag))
    }

    @inlinable @inline(__always)
    var isSlice: Bool { ByteString.isSlice(high: high) }

    @inlinable @inline(__always)
    var sliceStart: UnsafeRawPointer { UnsafeRawPointer(bitPattern: UInt(low)).unsafelyUnwrapped }

    /// Whether a string that stays where it is has neither bytes elsewhere nor indices of its own: nothing to release.
    @inlinable @inline(__always)
    static func isAlone(_ place: UnsafePointer<ByteString>) -> Bool {
        // Its first word is the owner, which a slice has in any case; to load that as a reference would retain it.
        UnsafeRawPointer(place).load(as: UInt.self) == 0
    }

    /// The number of bytes.
    ///
    /// - Complexity: O(1).
    @inlinable
    public var count: Int {
        Int(truncatingIfNeeded: isSlice ? high & ~ByteString.sliceFlag : high >> 56)
    }

    /// Whether there are no bytes.
    ///
    /// - Complexity: O(1).
    @inlinable
    public var isEmpty: Bool { high == 0 }

    /// Calls `body` with the bytes, which are valid only until it returns.
    ///
    /// - Complexity: O(1), no allocation.
    @inlinable @inline(__always)
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if isSlice {
            defer { withExtendedLifetime(owner) {} }
            return try body(UnsafeRawBufferPointer(start: sliceStart, count: count))
        }
        // The count's byte lies behind the last of the 15.
        let words = renoir_words(low: low, high: high)
        return try Swift.withUnsafeBytes(of: words) { (bytes) throws(Failure) -> Result in
            try body(UnsafeRawBufferPointer(start: bytes.baseAddress, count: count))
        }
    }
}

// The words are constant and the bytes of a slice don't change while it lives.
extension ByteString: Sendable {}
