public import CEngine

extension KeyedTable {
    /// Makes room for `minimumCapacity` keys in all.
    ///
    /// - Complexity: O(*n*) for *n* keys, if the table must grow.
    @inlinable
    public func reserveCapacity(_ minimumCapacity: Int) {
        guard minimumCapacity > capacity else { return }
        let slots = Self.slots(toHold: minimumCapacity)
        if !resize(to: slots) { renoir_no_memory(slots &* Slot.stride) }
    }

    /// The number of keys from which on a table of `slots` slots must grow.
    ///
    /// A search that doesn't end at its first slot costs a branch that nobody foresaw. Where the table fits a cache, more
    /// free slots cost less than that.
    @inlinable
    static func limit(slots: Int) -> Int {
        switch slots * Slot.stride {
        case ...(1 << 20): slots / 4 + slots / 16
        case ...(8 << 20): slots / 2 - slots / 8
        default: slots / 2 + slots / 16
        }
    }

    @inlinable @inline(never)
    func grow() {
        let slots = Self.slots(toHold: max(1, count * 2))
        guard !resize(to: slots) else { return }
        let bytes = slots &* Slot.stride
        let most = slotCount - slotCount / 16
        // Nothing can be thrown from here. Keys find room among the others, slowly, until somebody asks for the memory.
        guard capacity > 0, count < most else { renoir_no_memory(bytes) }
        core.pointee.missingBytes = bytes
        core.pointee.limit = most
    }

    /// How much memory the table would need and the system hasn't given; 0 if it has. One that lacks some takes few more keys.
    @inlinable
    public var missingBytes: Int { core.pointee.missingBytes }

    /// The slots of a table for `keys` keys. There is no memory for the most that this returns.
    @inlinable
    static func slots(toHold keys: Int) -> Int {
        var slots = 16
        while limit(slots: slots) < keys, slots < 1 << 44 { slots *= 2 }
        return slots
    }

    /// The memory that the table has at most while `keys` new ones are added, in bytes. One that grows is there twice for a
    /// while, which is counted where it weighs.
    ///
    /// - Complexity: O(1).
    @inlinable
    public func byteCount(adding keys: Int) -> Int {
        guard count + keys > capacity, !isNearby else { return byteCount }
        return byteCount + Self.slots(toHold: count + max(count, keys)) * Slot.stride
    }

    /// Moves all keys to new memory.
    ///
    /// - Returns: Whether the system gave it; if not, nothing has changed.
    @inlinable @inline(never)
    func resize(to slots: Int) -> Bool {
        let old = core.pointee
        let (bytes, overflows) = slots.multipliedReportingOverflow(by: Slot.stride)
        guard !overflows, let memory = renoir_allocate_zeroed(bytes) else { return false }
        core.pointee.slots = memory
        core.pointee.mask = slots - 1
        core.pointee.limit = Self.limit(slots: slots)
        core.pointee.spread.displacement = 0
        if core.pointee.free != 0 {
            for index in 0..<slots { slot(index).tag = core.pointee.free }
        }
        guard old.limit > 0 else { return true }
        let search = search
        for index in 0...old.mask {
            let slot = Slot(old.slots + index &* Slot.stride)
            guard slot.tag != old.free else { continue }
            let new = search.freeSlot(for: slot.tag)
            slot.move(to: new, free: old.free)
            if Slot.isInteger { core.pointee.spread.displacement &+= search.distance(of: new) }
        }
        renoir_free_zeroed(old.slots, (old.mask + 1) * Slot.stride)
        return true
    }

    /// Forgets the memory of the table and refers to the one slot that is always free.
    @inlinable
    func useNoMemory() {
        core.pointee.slots = UnsafeMutableRawPointer(core) + MemoryLayout<Core>.offset(of: \.none)!
        core.pointee.mask = 0
        core.pointee.count = 0
        core.pointee.limit = 0
        core.pointee.missingBytes = 0
    }

    /// Removes all keys.
    ///
    /// - Complexity: O(*c*) for a capacity of *c* keys.
    @inlinable
    public func removeAll(keepingCapacity: Bool = false) {
        guard capacity > 0 else { return }
        if !isEmpty {
            let free = core.pointee.free
            for index in 0..<slotCount where slot(index).tag != free { slot(index).clear(free: free) }
        }
        core.pointee.count = 0
        core.pointee.spread.displacement = 0
        if !keepingCapacity {
            renoir_free_zeroed(core.pointee.slots, byteCount)
            useNoMemory()
        }
    }
}
