// A byte string is kept in two of its three words: a slot with an integer as its state is half a cache line then.
extension KeyedSlot {
    /// Whether keys are byte strings.
    @inlinable @inline(__always)
    static var isText: Bool { Key.self == ByteString.self }

    /// The key of a table of byte strings.
    @inlinable @inline(__always)
    var text: UnsafeMutablePointer<ByteString.Stored> {
        (address + Self.keyOffset).assumingMemoryBound(to: ByteString.Stored.self)
    }

    /// The key of any other table.
    @inlinable @inline(__always)
    var plainKey: UnsafeMutablePointer<Key> {
        (address + Self.keyOffset).assumingMemoryBound(to: Key.self)
    }

    /// Stores the key of a free slot. It's detached.
    @inlinable @inline(__always)
    func initializeKey(to key: consuming Key) {
        if Self.isText {
            text.initialize(to: ByteString.Stored(keeping: unsafeBitCast(key, to: ByteString.self)))
        } else {
            plainKey.initialize(to: key)
        }
    }

    @inlinable @inline(__always)
    func copyKey() -> Key {
        Self.isText ? unsafeBitCast(text.pointee.copy(), to: Key.self) : plainKey.pointee
    }

    /// Moves the key out.
    @inlinable @inline(__always)
    func moveKey() -> Key {
        Self.isText ? unsafeBitCast(text.pointee.take(), to: Key.self) : plainKey.move()
    }

    @inlinable @inline(__always)
    func destroyKey() {
        if Self.isText { text.pointee.release() } else { plainKey.deinitialize(count: 1) }
    }
}

extension KeyedSlot where Key: Hashable {
    /// Whether the slot has this key, which stays where it is.
    @inlinable @inline(__always)
    func hasKey(_ key: UnsafePointer<Key>) -> Bool {
        if Self.isText { return text.pointee.equals(UnsafeRawPointer(key).assumingMemoryBound(to: ByteString.self)) }
        if Key.self == String.self, let mine = SmallText.bytes(at: plainKey), let its = SmallText.bytes(at: key) {
            // Both are ASCII: they are equal if their bytes are, and only then.
            return mine.low == its.low && mine.high == its.high
        }
        if Key.self == Double.self { return number(plainKey, Double.self).keyWord == number(key, Double.self).keyWord }
        if Key.self == Float.self { return number(plainKey, Float.self).keyWord == number(key, Float.self).keyWord }
        if plainKey.pointee == key.pointee { return true }
        return !KeyHash.hasOwnRule(Key.self) && KeyShape.areSame(plainKey, key)
    }

    @inlinable @inline(__always)
    func number<Number>(_ key: UnsafePointer<Key>, _ type: Number.Type) -> Number {
        UnsafeRawPointer(key).assumingMemoryBound(to: type).pointee
    }
}
