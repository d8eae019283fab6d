/// Where a table keeps one key: a tag, the key, and its state.
///
/// The three are adjacent so that an update touches one cache line, two at worst. The tag is the key's hash; a key that is
/// an integer is its own tag, so that nothing else needs to be stored or compared, and a byte string is kept in two words.
/// The layout is computed here and not taken from a struct, because key and state of a free slot are not initialised.
@usableFromInline
struct KeyedSlot<Key, State> {
    @usableFromInline let address: UnsafeMutableRawPointer

    @inlinable @inline(__always)
    init(_ address: UnsafeMutableRawPointer) {
        self.address = address
    }

    @inlinable @inline(__always)
    var tag: UInt64 {
        get { address.load(as: UInt64.self) }
        nonmutating set { address.storeBytes(of: newValue, as: UInt64.self) }
    }

    @inlinable @inline(__always)
    var state: UnsafeMutablePointer<State> {
        (address + Self.stateOffset).assumingMemoryBound(to: State.self)
    }
}

extension KeyedSlot {
    @inlinable @inline(__always)
    static var keyOffset: Int { isInteger ? 0 : rounded(8, to: MemoryLayout<Key>.alignment) }

    /// Whether the tag is the key: its low bytes lie where those of a smaller integer do.
    @inlinable @inline(__always)
    static var isInteger: Bool {
        #if _endian(little)
            return KeyHash.isShortInteger(Key.self)
        #else
            return false
        #endif
    }

    @inlinable @inline(__always)
    static var keySize: Int { isText ? MemoryLayout<ByteString.Stored>.size : MemoryLayout<Key>.size }

    /// The tag of a key. A hash keeps the bits that choose the slot and those of the ``KeyGroup``, so that it does for the hash
    /// when the key moves on; one between them is set, and none is 0.
    @inlinable @inline(__always)
    static func tag(of key: UnsafePointer<Key>, hash: UInt64) -> UInt64 {
        if isInteger, let word = KeyHash.integerWord(of: key.pointee) { return word }
        return hash | 1 << 47
    }

    @inlinable @inline(__always)
    static var stateOffset: Int {
        rounded(max(8, keyOffset + keySize), to: MemoryLayout<State>.alignment)
    }

    /// The distance between slots in bytes.
    @inlinable @inline(__always)
    static var stride: Int {
        let alignment = max(8, MemoryLayout<Key>.alignment, MemoryLayout<State>.alignment)
        return rounded(stateOffset + MemoryLayout<State>.size, to: alignment)
    }

    @inlinable @inline(__always)
    static func rounded(_ size: Int, to alignment: Int) -> Int {
        (size + alignment - 1) & ~(alignment - 1)
    }

    /// Moves tag, key and state to a free slot; this one is free then, which `free` says.
    @inlinable @inline(__always)
    func move(to other: KeyedSlot, free: UInt64) {
        if Self.isText {
            other.text.initialize(to: text.pointee)
        } else {
            // Not `moveInitialize`, which may move the padding behind a value as well: it isn't the value's here.
            other.plainKey.initialize(to: plainKey.move())
        }
        other.state.initialize(to: state.move())
        other.tag = tag
        tag = free
    }

    /// Frees the slot, which `free` says.
    @inlinable @inline(__always)
    func clear(free: UInt64) {
        destroyKey()
        state.deinitialize(count: 1)
        tag = free
    }
}
