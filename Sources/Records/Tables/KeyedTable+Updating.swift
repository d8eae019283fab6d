public import CEngine

extension KeyedTable {
    /// Where the state of `key` is, or `nil`.
    ///
    /// The pointer is valid until the table next changes.
    ///
    /// - Complexity: O(1) expected.
    @inlinable @inline(__always)
    public func find(_ key: Key, hash: UInt64) -> UnsafeMutablePointer<State>? {
        withUnsafePointer(to: key) { key in
            let (slot, isFree) = locate(key, tag: Slot.tag(of: key, hash: hash))
            return isFree ? nil : slot.state
        }
    }

    /// Updates the state of `key`, which starts as `initial`.
    ///
    /// When `initial` throws, the table is as it was; when `update` does, it has the key with the state that
    /// `update` left.
    ///
    /// - Complexity: O(1) expected, amortised over the growth of the table.
    @inlinable @inline(__always)
    public func withState<Result, Failure: Error>(
        for key: Key, hash: UInt64, initial: () throws(Failure) -> State,
        update: (inout State) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let tag = withUnsafePointer(to: key) { Slot.tag(of: $0, hash: hash) }
        var (slot, isFree) = withUnsafePointer(to: key) { locate($0, tag: tag) }
        if isFree {
            let state = try initial()
            slot = insert(key, state, tag: tag, at: slot)
        }
        return try update(&slot.state.pointee)
    }

    /// Takes the key at `key` and returns where its state is, which starts as `initial`.
    ///
    /// The memory at `key` is not initialised afterwards, unless `initial` throws: then nothing has changed.
    /// This is the step of a loop over a batch of keys: a key that is not new costs no copy.
    ///
    /// The pointer is valid until the table next changes.
    ///
    /// - Parameter search: The loop's own copy of the table's ``search``.
    /// - Complexity: O(1) expected, amortised over the growth of the table.
    @inlinable @inline(__always)
    func state<Failure: Error>(
        taking key: UnsafeMutablePointer<Key>, hash: UInt64, _ search: inout Search,
        initial: () throws(Failure) -> State
    ) throws(Failure) -> UnsafeMutablePointer<State> {
        try slot(taking: key, hash: hash, &search, initial: initial).state
    }

    @inlinable @inline(__always)
    func slot<Failure: Error>(
        taking key: UnsafeMutablePointer<Key>, hash: UInt64, _ search: inout Search,
        initial: () throws(Failure) -> State
    ) throws(Failure) -> Slot {
        let tag = Slot.tag(of: key, hash: hash)
        if Slot.isInteger, tag == search.free {
            chooseFreeTag()
            search = self.search
        }
        let (slot, isFree) = search.locate(key, tag: tag)
        if isFree {
            let state = try initial()
            let inserted = insert(key.move(), state, tag: tag, at: slot)
            search = self.search
            return inserted
        }
        Self.destroy(key)
        return slot
    }

    /// Stores a key that is not in the table, at `slot` if the others may stay where they are.
    ///
    /// Kept out of the callers' loops, which have better use for the registers.
    @inlinable @inline(never)
    func insert(_ key: consuming Key, _ state: consuming State, tag: UInt64, at slot: Slot) -> Slot {
        var slot = slot
        if core.pointee.count >= core.pointee.limit {
            grow()
            slot = search.freeSlot(for: tag)
        } else if Slot.isInteger, !core.pointee.spread.isTolerable(keys: core.pointee.count) {
            core.pointee.spread.change()
            let bytes = byteCount
            if !resize(to: slotCount) { renoir_no_memory(bytes) }
            slot = search.freeSlot(for: tag)
        }
        slot.initializeKey(to: detached(key))
        slot.state.initialize(to: state)
        slot.tag = tag
        if Slot.isInteger { core.pointee.spread.displacement &+= search.distance(of: slot) }
        core.pointee.count &+= 1
        return slot
    }

    @inlinable @inline(__always)
    func detached(_ key: Key) -> Key {
        if Key.self == ByteString.self {
            return unsafeBitCast(unsafeBitCast(key, to: ByteString.self).owned(), to: Key.self)
        }
        guard !_isPOD(Key.self), detaches, let shared = key as? any Detachable else { return key }
        return shared.detached() as! Key
    }

    /// Deinitialises a key that was found.
    @inlinable @inline(__always)
    static func destroy(_ key: UnsafeMutablePointer<Key>) {
        if Key.self == ByteString.self {
            // Asks the words at hand before a call that mostly finds nothing to release.
            if ByteString.isAlone(UnsafeRawPointer(key).assumingMemoryBound(to: ByteString.self)) { return }
        }
        if Key.self == String.self && SmallText.holds(key) { return }
        key.deinitialize(count: 1)
    }
}
