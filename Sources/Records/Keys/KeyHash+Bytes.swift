public import CEngine

extension KeyHash {
    /// The hash of a string of bytes.
    ///
    /// - Complexity: O(1) for up to 15 bytes, else O(*n*), 16 at a time.
    @inlinable @inline(__always)
    public static func hash(bytes: ByteString, seed: UInt64 = defaultSeed) -> UInt64 {
        if bytes.isSlice { return bytes.withUnsafeBytes { hash(long: $0, seed: seed) } }
        return mix(bytes.low, bytes.high, seed: seed)
    }

    /// The hash of bytes in memory, the same as that of a ``ByteString`` of them.
    @inlinable
    public static func hash(bytes: UnsafeRawBufferPointer, seed: UInt64 = defaultSeed) -> UInt64 {
        if bytes.count <= ByteString.inlineCapacity { return hash(bytes: ByteString(packing: bytes), seed: seed) }
        return hash(long: bytes, seed: seed)
    }

    /// The hash of at least 16 bytes.
    @inlinable
    static func hash(long bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        var next = bytes.baseAddress.unsafelyUnwrapped
        let last = next + (bytes.count - 16)
        var state = fold(seed ^ k0, UInt64(truncatingIfNeeded: bytes.count) ^ k1)
        while next < last {
            state = fold(renoir_load8(next) ^ k1, renoir_load8(next + 8) ^ state)
            next += 16
        }
        // The last 16 bytes overlap those before, so that there is no rest to care for.
        return mix(renoir_load8(last), renoir_load8(last + 8), seed: state)
    }
}
