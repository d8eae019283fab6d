/// The states of keys: a hash table for updates in batches.
///
/// ```swift
/// let counts = KeyedTable<ByteString, Int>()
/// for word in text.words() {
///     counts.withState(for: word, hash: KeyHash.hash(word), initial: { 0 }) { $0 += 1 }
/// }
/// ```
///
/// The caller brings the hash, of which the low bits are used. Open addressing with linear probing in a
/// table that is at most 9/16 full; hash, key and state lie side by side. Growing uses the stored hashes.
///
/// One worker owns a table: it is not `Sendable`, and the closures given to it must not use it again.
public final class KeyedTable<Key: Hashable, State> {
    @usableFromInline typealias Slot = KeyedSlot<Key, State>

    /// What changes, behind a pointer: stored properties would cost a check of exclusive access each.
    @usableFromInline
    struct Core {
        @usableFromInline var slots: UnsafeMutableRawPointer

        /// The number of slots, a power of two, minus one.
        @usableFromInline var mask = 0

        @usableFromInline var count = 0

        /// The count at which the table must grow.
        @usableFromInline var limit = 0

        /// The only slot of a table without memory: free, and never taken because the limit is 0.
        @usableFromInline var none: UInt64 = 0

        @inlinable
        init(slots: UnsafeMutableRawPointer) {
            self.slots = slots
        }
    }

    @usableFromInline let core: UnsafeMutablePointer<Core>

    /// Whether keys have to be detached when they are stored.
    @usableFromInline let detaches: Bool

    /// Makes an empty table with room for `minimumCapacity` keys.
    @inlinable
    public init(minimumCapacity: Int = 0) {
        precondition(
            max(MemoryLayout<Key>.alignment, MemoryLayout<State>.alignment) <= 64,
            "a table of \(Key.self) and \(State.self), which need more than the alignment of a cache line")
        detaches = Key.self is any Detachable.Type
        core = .allocate(capacity: 1)
        core.initialize(to: Core(slots: UnsafeMutableRawPointer(core)))
        useNoMemory()
        if minimumCapacity > 0 { resize(toHold: minimumCapacity) }
    }

    deinit {
        removeAll(keepingCapacity: false)
        core.deallocate()
    }
}

extension KeyedTable {
    /// The number of keys.
    ///
    /// - Complexity: O(1).
    @inlinable
    public var count: Int { core.pointee.count }

    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The number of keys that fit without growing.
    @inlinable
    public var capacity: Int { core.pointee.limit }

    /// The memory of the table itself, in bytes, without what keys and states refer to.
    @inlinable
    public var byteCount: Int { capacity == 0 ? 0 : slotCount * Slot.stride }

    @inlinable
    var slotCount: Int { core.pointee.mask + 1 }

    @inlinable @inline(__always)
    func slot(_ index: Int) -> Slot {
        Slot(core.pointee.slots + index &* Slot.stride)
    }

    /// What is stored of a hash: never 0, and with all bits that choose the slot.
    @inlinable @inline(__always)
    static func stored(_ hash: UInt64) -> UInt64 {
        hash | 1 << 63
    }

    /// Where `key` is, or the free slot where it belongs.
    @inlinable @inline(__always)
    func locate(_ key: UnsafePointer<Key>, stored: UInt64) -> (slot: Slot, isFree: Bool) {
        let mask = core.pointee.mask
        var index = Int(truncatingIfNeeded: stored) & mask
        while true {
            let slot = slot(index)
            let hash = slot.hash
            if hash == stored, Self.equal(slot.key, key) { return (slot, false) }
            if hash == 0 { return (slot, true) }
            index = (index &+ 1) & mask
        }
    }

    @inlinable @inline(__always)
    static func equal(_ left: UnsafePointer<Key>, _ right: UnsafePointer<Key>) -> Bool {
        if Key.self == ByteString.self {
            return ByteString.equal(
                UnsafeRawPointer(left).assumingMemoryBound(to: ByteString.self),
                UnsafeRawPointer(right).assumingMemoryBound(to: ByteString.self))
        }
        return left.pointee == right.pointee
    }

    /// The free slot for a key that is not in the table.
    @inlinable @inline(__always)
    func freeSlot(stored: UInt64) -> Slot {
        let mask = core.pointee.mask
        var index = Int(truncatingIfNeeded: stored) & mask
        while slot(index).hash != 0 { index = (index &+ 1) & mask }
        return slot(index)
    }
}

// A table belongs to one worker at a time.
@available(*, unavailable)
extension KeyedTable: Sendable {}
