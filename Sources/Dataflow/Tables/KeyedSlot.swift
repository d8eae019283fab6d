/// Where a table keeps one key: its hash, or 0 while the slot is free, then the key and its state.
///
/// The three are adjacent so that an update touches one cache line, two at worst. The layout is computed
/// here and not taken from a struct, because key and state of a free slot are not initialised.
@usableFromInline
struct KeyedSlot<Key, State> {
    @usableFromInline let address: UnsafeMutableRawPointer

    @inlinable @inline(__always)
    init(_ address: UnsafeMutableRawPointer) {
        self.address = address
    }

    @inlinable @inline(__always)
    var hash: UInt64 {
        get { address.load(as: UInt64.self) }
        nonmutating set { address.storeBytes(of: newValue, as: UInt64.self) }
    }

    @inlinable @inline(__always)
    var key: UnsafeMutablePointer<Key> {
        (address + Self.keyOffset).assumingMemoryBound(to: Key.self)
    }

    @inlinable @inline(__always)
    var state: UnsafeMutablePointer<State> {
        (address + Self.stateOffset).assumingMemoryBound(to: State.self)
    }
}

extension KeyedSlot {
    @inlinable @inline(__always)
    static var keyOffset: Int { rounded(8, to: MemoryLayout<Key>.alignment) }

    @inlinable @inline(__always)
    static var stateOffset: Int {
        rounded(keyOffset + MemoryLayout<Key>.size, to: MemoryLayout<State>.alignment)
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

    /// Moves key, state and hash to a free slot.
    @inlinable @inline(__always)
    func move(to other: KeyedSlot) {
        // Not `moveInitialize`, which may move the padding behind a value as well: it isn't the value's here.
        other.key.initialize(to: key.move())
        other.state.initialize(to: state.move())
        other.hash = hash
        hash = 0
    }

    /// Frees the slot.
    @inlinable @inline(__always)
    func clear() {
        key.deinitialize(count: 1)
        state.deinitialize(count: 1)
        hash = 0
    }
}
