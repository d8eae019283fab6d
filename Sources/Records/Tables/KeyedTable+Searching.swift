public import CEngine

extension KeyedTable {
    /// What a search reads of its table.
    ///
    /// A loop keeps a copy in registers, where no update of a state can change it, and takes it anew after an insertion.
    @frozen @usableFromInline
    struct Search {
        @usableFromInline let slots: UnsafeMutableRawPointer
        @usableFromInline let mask: Int
        @usableFromInline let free: UInt64
        @usableFromInline let factor: UInt64
        @usableFromInline let shift: UInt64

        @inlinable @inline(__always)
        init(_ core: Core) {
            slots = core.slots
            mask = core.mask
            free = core.free
            // The one slot of a table without memory is the place of all.
            factor = mask == 0 ? 0 : core.spread.factor
            shift = UInt64(truncatingIfNeeded: 64 &- (~mask).trailingZeroBitCount)
        }

        @inlinable @inline(__always)
        func slot(_ index: Int) -> Slot {
            Slot(slots + index &* Slot.stride)
        }

        /// Where the search for a tag starts: an integer's place, else what the low bits say.
        @inlinable @inline(__always)
        func place(of tag: UInt64) -> Int {
            Slot.isInteger ? Int(truncatingIfNeeded: (tag &* factor) &>> shift) : Int(truncatingIfNeeded: tag) & mask
        }

        /// Where `key` is, or the free slot where it belongs. Its tag is not that of free slots.
        @inlinable @inline(__always)
        func locate(_ key: UnsafePointer<Key>, tag: UInt64) -> (slot: Slot, isFree: Bool) {
            var index = place(of: tag)
            while true {
                let slot = slot(index)
                let found = slot.tag
                if found == tag, Slot.isInteger || slot.hasKey(key) { return (slot, false) }
                if found == free { return (slot, true) }
                index = (index &+ 1) & mask
            }
        }

        /// The free slot for a key that is not in the table.
        @inlinable @inline(__always)
        func freeSlot(for tag: UInt64) -> Slot {
            var index = place(of: tag)
            while slot(index).tag != free { index = (index &+ 1) & mask }
            return slot(index)
        }

        /// How far the key of `slot` is from its place.
        @inlinable
        func distance(of slot: Slot) -> Int {
            ((slot.address - slots) / Slot.stride &- place(of: slot.tag)) & mask
        }

        /// The state of a key if it's where the search for it starts, or of another key with the same tag.
        @inlinable @inline(__always)
        func stateAtHome(of key: UnsafePointer<Key>, hash: UInt64) -> UnsafeMutablePointer<State>? {
            let tag = Slot.tag(of: key, hash: hash)
            let slot = slot(place(of: tag))
            return tag != free && slot.tag == tag ? slot.state : nil
        }

        /// Asks for the cache line where the search for a key starts.
        @inlinable @inline(__always)
        func prefetch(_ key: UnsafePointer<Key>, hash: UInt64) {
            renoir_prefetch(slot(place(of: Slot.tag(of: key, hash: hash))).address)
        }
    }

    @inlinable @inline(__always)
    var search: Search { Search(core.pointee) }

    /// Where `key` is, or the free slot where it belongs.
    @inlinable @inline(__always)
    func locate(_ key: UnsafePointer<Key>, tag: UInt64) -> (slot: Slot, isFree: Bool) {
        if Slot.isInteger, tag == core.pointee.free { chooseFreeTag() }
        return search.locate(key, tag: tag)
    }

    /// Takes another tag for free slots: one that no key of the table has, nor the one that is about to come.
    @inlinable @inline(never)
    func chooseFreeTag() {
        let old = core.pointee.free
        var new = old
        repeat { new = new &* 0xd134_2543_de82_ef95 &+ 1 } while (0..<slotCount).contains { slot($0).tag == new }
        for index in 0..<slotCount where slot(index).tag == old { slot(index).tag = new }
        core.pointee.free = new
        core.pointee.none = new
    }
}
