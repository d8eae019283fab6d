/// Hashes of keys on which all processes of a job agree.
///
/// ```swift
/// let hash = KeyHash.hash("renoir")
/// let replica = KeyGroup(hash: hash).replica(of: replicas)
/// ```
///
/// `Hasher` starts from another seed in each process, so that two ranks would give one key two hashes
/// and send it to two replicas. Equal keys have equal hashes; the top 16 bits are the ``KeyGroup`` and
/// the low bits index a ``KeyedTable``, and both depend on all bits of the key.
///
/// | key | hashed by |
/// |---|---|
/// | integers, `Bool`, `Unicode.Scalar` | value |
/// | `Float`, `Double` | bits; −0.0 as 0.0, all NaNs alike |
/// | ``ByteString`` | bytes |
/// | `String`, `Substring`, `Character` | bytes of its canonical composition, so that equal spellings agree |
/// | ``StableHashable`` | what it says |
/// | any other type | `Hasher`, which agrees between processes only where it is deterministic: under a launcher that this package knows, and wherever `SWIFT_DETERMINISTIC_HASHING` is set |
/// | any of the latter two in which there is a NaN | its parts, all NaNs alike |
public enum KeyHash {
    /// The seed that a job uses unless told otherwise.
    ///
    /// It belongs to the history of a job, not to one start of it: what was stored by one seed can't be
    /// found by another.
    @inlinable public static var defaultSeed: UInt64 { 0x8f4c_1b7d_2e93_a065 }

    /// The hash of `key`.
    ///
    /// The choice among key types is made when this is compiled for a known type.
    ///
    /// - Complexity: O(1), or O(*n*) for *n* bytes.
    @inlinable @inline(__always)
    public static func hash<Key: Hashable>(_ key: Key, seed: UInt64 = defaultSeed) -> UInt64 {
        hash(key, seed: seed, KeyScrutiny(Key.self))
    }

    /// The hash of `key`, for which a loop has looked up once what depends on its type.
    ///
    /// - Complexity: O(1), or O(*n*) for *n* bytes.
    @inlinable @inline(__always)
    public static func hash<Key: Hashable>(_ key: Key, seed: UInt64, _ scrutiny: KeyScrutiny) -> UInt64 {
        if let word = integerWord(of: key) { return mix(word, seed: seed) }
        if Key.self == ByteString.self { return hash(bytes: unsafeBitCast(key, to: ByteString.self), seed: seed) }
        if Key.self == String.self { return hash(text: unsafeBitCast(key, to: String.self), seed: seed) }
        return hash(other: key, seed: seed, scrutiny)
    }

    /// The hash of a type that has no short cut in ``hash(_:seed:)``.
    @inlinable
    static func hash<Key: Hashable>(other key: Key, seed: UInt64, _ scrutiny: KeyScrutiny) -> UInt64 {
        if Key.self == Double.self { return mix(unsafeBitCast(key, to: Double.self).keyWord, seed: seed) }
        if Key.self == Float.self { return mix(unsafeBitCast(key, to: Float.self).keyWord, seed: seed) }
        if Key.self == Bool.self { return mix(unsafeBitCast(key, to: Bool.self) ? 1 : 0, seed: seed) }
        if Key.self == Unicode.Scalar.self {
            return mix(UInt64(unsafeBitCast(key, to: Unicode.Scalar.self).value), seed: seed)
        }
        if Key.self == UInt128.self { return mix(wide: unsafeBitCast(key, to: UInt128.self), seed: seed) }
        if Key.self == Int128.self { return mix(wide: unsafeBitCast(key, to: UInt128.self), seed: seed) }
        if Key.self == Substring.self { return hash(text: String(unsafeBitCast(key, to: Substring.self)), seed: seed) }
        if Key.self == Character.self { return hash(text: String(unsafeBitCast(key, to: Character.self)), seed: seed) }
        if let hash = withUnsafePointer(to: key, { hash(byParts: $0, seed: seed, scrutiny) }) { return hash }
        if scrutiny.isStable, let stable = key as? any StableHashable { return hash(stable: stable, seed: seed) }
        return hash(byHasher: key, seed: seed)
    }

    /// Whether the type is one of those that are hashed without ``StableHashable`` and `Hasher`.
    @inlinable @inline(__always)
    static func hasOwnRule<Key>(_ type: Key.Type) -> Bool {
        isShortInteger(type) || type == ByteString.self || type == String.self || type == Double.self
            || type == Float.self || type == Bool.self || type == Unicode.Scalar.self || type == UInt128.self
            || type == Int128.self || type == Substring.self || type == Character.self
    }

    /// Whether a hash is dearer than eight bytes that go with the key: for all but numbers and the like.
    @inlinable @inline(__always)
    package static func isCostly<Key>(_ type: Key.Type) -> Bool {
        type == ByteString.self || type == String.self || type == Substring.self || type == Character.self
            || !hasOwnRule(type)
    }

    /// The hash of a key that holds a NaN; nil for any other.
    @inlinable @inline(__always)
    static func hash<Key: Hashable>(
        byParts key: UnsafePointer<Key>, seed: UInt64, _ scrutiny: KeyScrutiny
    ) -> UInt64? {
        scrutiny.finds(key) ? KeyShape.hash(key, seed: seed) : nil
    }

    @inlinable
    static func hash(byHasher key: some Hashable, seed: UInt64) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(key)
        return mix(UInt64(bitPattern: Int64(hasher.finalize())), seed: seed)
    }

    @inlinable
    static func hash(stable key: some StableHashable, seed: UInt64) -> UInt64 {
        var hasher = StableHasher(seed: seed)
        key.hash(into: &hasher)
        return hasher.finalize()
    }

    @inlinable @inline(__always)
    static func isShortInteger<Key>(_ type: Key.Type) -> Bool {
        type == Int.self || type == UInt.self || type == Int64.self || type == UInt64.self || type == Int32.self
            || type == UInt32.self || type == Int16.self || type == UInt16.self || type == Int8.self
            || type == UInt8.self
    }

    /// The value of an integer of up to 64 bits, or `nil` for other types.
    @inlinable @inline(__always)
    static func integerWord<Key>(of key: Key) -> UInt64? {
        if Key.self == Int.self { return UInt64(bitPattern: Int64(unsafeBitCast(key, to: Int.self))) }
        if Key.self == UInt.self { return UInt64(unsafeBitCast(key, to: UInt.self)) }
        if Key.self == Int64.self { return unsafeBitCast(key, to: UInt64.self) }
        if Key.self == UInt64.self { return unsafeBitCast(key, to: UInt64.self) }
        if Key.self == Int32.self { return UInt64(truncatingIfNeeded: unsafeBitCast(key, to: Int32.self)) }
        if Key.self == UInt32.self { return UInt64(truncatingIfNeeded: unsafeBitCast(key, to: UInt32.self)) }
        if Key.self == Int16.self { return UInt64(truncatingIfNeeded: unsafeBitCast(key, to: Int16.self)) }
        if Key.self == UInt16.self { return UInt64(truncatingIfNeeded: unsafeBitCast(key, to: UInt16.self)) }
        if Key.self == Int8.self { return UInt64(truncatingIfNeeded: unsafeBitCast(key, to: Int8.self)) }
        if Key.self == UInt8.self { return UInt64(truncatingIfNeeded: unsafeBitCast(key, to: UInt8.self)) }
        return nil
    }
}

extension Double {
    /// Its bits, but those of 0.0 for −0.0, which is equal, and those of one NaN for all.
    @inlinable var keyWord: UInt64 { self == 0 ? 0 : self == self ? bitPattern : Self.nan.bitPattern }
}

extension Float {
    @inlinable var keyWord: UInt64 { self == 0 ? 0 : UInt64(self == self ? bitPattern : Self.nan.bitPattern) }
}
