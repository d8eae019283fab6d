extension KeyHash {
    /// Hashes a batch of keys, whose type is looked at once.
    ///
    /// Prefer this to a loop over ``hash(_:seed:)``: it reads keys in place, so that long ``ByteString`` keys and
    /// short `String` keys are not retained, and asks once whether a type is ``StableHashable``.
    ///
    /// - Parameter hashes: Room for `count` hashes, initialised or not.
    /// - Complexity: O(*n*) for *n* keys.
    @inlinable @inline(__always)
    public static func hash<Key: Hashable>(
        _ keys: UnsafePointer<Key>, count: Int, seed: UInt64 = defaultSeed, into hashes: UnsafeMutablePointer<UInt64>
    ) {
        if Key.self == ByteString.self {
            let keys = UnsafeRawPointer(keys).assumingMemoryBound(to: ByteString.self)
            for index in 0..<count { hashes[index] = hash(inPlace: keys + index, seed: seed) }
        } else if Key.self == String.self {
            let keys = UnsafeRawPointer(keys).assumingMemoryBound(to: String.self)
            for index in 0..<count { hashes[index] = hash(inPlace: keys + index, seed: seed) }
        } else if hasOwnRule(Key.self) {
            for index in 0..<count { hashes[index] = hash(keys[index], seed: seed) }
        } else if let stable = Key.self as? any StableHashable.Type {
            hash(stable: stable, UnsafeRawPointer(keys), count: count, seed: seed, into: hashes)
        } else {
            for index in 0..<count { hashes[index] = hash(byHasher: keys[index], seed: seed) }
        }
    }

    @inlinable
    static func hash<Key: StableHashable>(
        stable: Key.Type, _ keys: UnsafeRawPointer, count: Int, seed: UInt64, into hashes: UnsafeMutablePointer<UInt64>
    ) {
        let keys = keys.assumingMemoryBound(to: Key.self)
        for index in 0..<count { hashes[index] = hash(stable: keys[index], seed: seed) }
    }

    /// Hashes a key that stays where it is, and is kept alive by that.
    @inlinable @inline(__always)
    static func hash(inPlace key: UnsafePointer<ByteString>, seed: UInt64) -> UInt64 {
        let low = key.pointee.low
        let high = key.pointee.high
        guard ByteString.isSlice(high: high) else { return mix(low, high, seed: seed) }
        return hash(long: ByteString.sliceBytes(low: low, high: high), seed: seed)
    }

    /// Hashes a text that stays where it is. A short one is looked at without a copy, which would be retained.
    @inlinable @inline(__always)
    static func hash(inPlace key: UnsafePointer<String>, seed: UInt64) -> UInt64 {
        if let small = SmallText.bytes(at: key) { return hash(bytes: small, seed: seed) }
        return hash(long: key.pointee, seed: seed)
    }
}
