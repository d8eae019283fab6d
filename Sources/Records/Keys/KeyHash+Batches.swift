extension KeyHash {
    /// Hashes a batch of keys, whose type is looked at once.
    ///
    /// Prefer this to a loop over ``hash(_:seed:)``: it reads keys in place, so that long ``ByteString`` keys and
    /// short `String` keys are not retained, and asks once whether a type is ``StableHashable``.
    ///
    /// - Parameters:
    ///   - hashes: Room for `count` hashes, initialised or not.
    ///   - scrutiny: For a loop over small batches, which looks it up once.
    /// - Complexity: O(*n*) for *n* keys.
    @inlinable @inline(__always)
    public static func hash<Key: Hashable>(
        _ keys: UnsafePointer<Key>, count: Int, seed: UInt64 = defaultSeed, into hashes: UnsafeMutablePointer<UInt64>,
        scrutiny: KeyScrutiny = KeyScrutiny(Key.self)
    ) {
        if Key.self == ByteString.self {
            let keys = UnsafeRawPointer(keys).assumingMemoryBound(to: ByteString.self)
            for index in 0..<count { hashes[index] = hash(inPlace: keys + index, seed: seed) }
        } else if Key.self == String.self {
            let keys = UnsafeRawPointer(keys).assumingMemoryBound(to: String.self)
            for index in 0..<count { hashes[index] = hash(inPlace: keys + index, seed: seed) }
        } else if hasOwnRule(Key.self) {
            for index in 0..<count { hashes[index] = hash(keys[index], seed: seed) }
        } else if scrutiny.isStable, let stable = Key.self as? any StableHashable.Type {
            hash(stable: stable, UnsafeRawPointer(keys), count: count, seed: seed, into: hashes)
            correct(keys, count: count, seed: seed, hashes, scrutiny)
        } else {
            for index in 0..<count { hashes[index] = hash(byHasher: keys[index], seed: seed) }
            correct(keys, count: count, seed: seed, hashes, scrutiny)
        }
    }

    /// Hashes keys that hold a NaN by their parts.
    @inlinable @inline(__always)
    static func correct<Key: Hashable>(
        _ keys: UnsafePointer<Key>, count: Int, seed: UInt64, _ hashes: UnsafeMutablePointer<UInt64>,
        _ scrutiny: KeyScrutiny
    ) {
        if scrutiny.nans == .none { return }
        for index in 0..<count {
            if let hash = hash(byParts: keys + index, seed: seed, scrutiny) { hashes[index] = hash }
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
