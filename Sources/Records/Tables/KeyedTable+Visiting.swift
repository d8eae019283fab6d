/// A key of a table and its state, until the table next changes.
@frozen
public struct KeyedPlace<Key, State> {
    @usableFromInline let slot: KeyedSlot<Key, State>

    @inlinable @inline(__always)
    init(_ slot: KeyedSlot<Key, State>) { self.slot = slot }

    @inlinable @inline(__always)
    public var key: Key { slot.copyKey() }

    /// A hash that finds the key again, as ``KeyedTable/drain(from:limit:_:)`` gives it.
    @inlinable @inline(__always)
    public var hash: UInt64 { KeyedSlot<Key, State>.isInteger ? 0 : slot.tag }

    @inlinable @inline(__always)
    public var state: UnsafeMutablePointer<State> { slot.state }
}

extension KeyedTable {
    /// Goes through a batch of keys with their hashes until `body` wants no more; as
    /// ``update(hashes:count:cursor:key:initial:update:)``, for what may have to stop anywhere.
    ///
    /// - Parameters:
    ///   - upcoming: Called some keys before with the state of a key that the table has, to ask for what that refers to; not for all keys.
    ///   - body: Gets the key's place, which stays valid until the next key is used, and its index; returns whether to go on.
    /// - Complexity: O(*n*) expected for *n* keys.
    @inlinable @inline(__always)
    public func visit<Failure: Error>(
        hashes: UnsafePointer<UInt64>, count: Int, cursor: inout Int, key: (Int) -> UnsafeMutablePointer<Key>,
        initial: () -> State, upcoming: ((UnsafeMutablePointer<State>) -> Void)? = nil,
        body: (KeyedPlace<Key, State>, Int) throws(Failure) -> Bool
    ) throws(Failure) {
        var search = search
        func hash(_ index: Int) -> UInt64 { Slot.isInteger ? 0 : hashes[index] }
        while cursor < count {
            let index = cursor
            let ahead = min(index &+ Self.prefetchDistance, count &- 1)
            search.prefetch(key(ahead), hash: hash(ahead))
            if let upcoming {
                let soon = min(index &+ Self.prefetchDistance / 2, count &- 1)
                if let state = search.stateAtHome(of: key(soon), hash: hash(soon)) { upcoming(state) }
            }
            let slot = slot(taking: key(index), hash: hash(index), &search, initial: initial)
            cursor = index &+ 1
            guard try body(KeyedPlace(slot), index) else { return }
        }
    }

    /// Calls `body` with each key and its state from `cursor` on, in the order of the slots, until it wants no more. The table stays as it
    /// is.
    ///
    /// - Parameter cursor: 0 at first; where to go on. The key with which `body` stopped doesn't come again.
    /// - Returns: Whether all keys were visited.
    /// - Complexity: O(*c*) in all calls together, for a capacity of *c* keys.
    @inlinable @inline(__always)
    public func visit<Failure: Error>(
        from cursor: inout Int, _ body: (KeyedPlace<Key, State>) throws(Failure) -> Bool
    ) throws(Failure) -> Bool {
        guard !isEmpty else { return true }
        while cursor < slotCount {
            let slot = slot(cursor)
            cursor &+= 1
            guard slot.tag != core.pointee.free else { continue }
            guard try body(KeyedPlace(slot)) else { return false }
        }
        return true
    }
}

// One key at a time, for loops that decide by its state what becomes of it.
extension KeyedTable {
    /// The place of the key at `key`, which stays there; nil if the table doesn't have it.
    ///
    /// - Complexity: O(1) expected.
    @inlinable @inline(__always)
    public func place(at key: UnsafePointer<Key>, hash: UInt64) -> KeyedPlace<Key, State>? {
        let (slot, isFree) = locate(key, tag: Slot.tag(of: key, hash: hash))
        return isFree ? nil : KeyedPlace(slot)
    }

    /// Takes a key that the table doesn't have out of its memory, with a state.
    ///
    /// - Complexity: O(1) expected, amortised over the growth of the table.
    @inlinable @inline(__always)
    public func insert(
        taking key: UnsafeMutablePointer<Key>, hash: UInt64, state: consuming State
    ) -> KeyedPlace<Key, State> {
        let tag = Slot.tag(of: key, hash: hash)
        let (slot, _) = locate(key, tag: tag)
        return KeyedPlace(insert(key.move(), state, tag: tag, at: slot))
    }

    /// Asks for the cache line where the search for a key starts.
    @inlinable @inline(__always)
    public func prefetch(_ key: UnsafePointer<Key>, hash: UInt64) { search.prefetch(key, hash: hash) }
}
