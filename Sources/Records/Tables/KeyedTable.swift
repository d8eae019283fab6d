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
/// table that is at most 9/16 full, less where it fits a cache; hash, key and state lie side by side. Growing uses the
/// stored hashes. Integers need none: the table finds a place for them itself, and the hash that is given isn't used.
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

        /// What the table needs to grow and could not get.
        @usableFromInline var missingBytes = 0

        /// The tag of a free slot. No key has it: should one come that does, the table takes another.
        @usableFromInline var free: UInt64

        /// The only slot of a table without memory: free, and never taken because the limit is 0.
        @usableFromInline var none: UInt64

        /// Where integers have their places.
        @usableFromInline var spread = IntegerSpread()

        @inlinable
        init(slots: UnsafeMutableRawPointer) {
            self.slots = slots
            free = Slot.isInteger ? 0x6a3d_91c5_e27b_480f : 0
            none = free
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
        reserveCapacity(minimumCapacity)
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
    func slot(_ index: Int) -> Slot { search.slot(index) }
}

// A table belongs to one worker at a time.
@available(*, unavailable)
extension KeyedTable: Sendable {}
