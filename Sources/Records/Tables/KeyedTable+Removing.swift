extension KeyedTable {
    /// Removes `key` and returns its state, or `nil` when it isn't in the table.
    ///
    /// - Complexity: O(1) expected.
    @inlinable
    @discardableResult
    public func remove(_ key: Key, hash: UInt64) -> State? {
        let (found, isFree) = withUnsafePointer(to: key) { locate($0, tag: Slot.tag(of: $0, hash: hash)) }
        if isFree { return nil }
        if Slot.isInteger { core.pointee.spread.displacement &-= search.distance(of: found) }
        let state = found.state.move()
        found.destroyKey()
        found.tag = core.pointee.free
        core.pointee.count &-= 1
        closeGap(at: (found.address - core.pointee.slots) / Slot.stride)
        return state
    }

    /// Moves keys back that a search would no longer reach past the free slot `gap`.
    @inlinable
    func closeGap(at gap: Int) {
        let search = search
        let (mask, free) = (search.mask, search.free)
        var gap = gap
        var index = (gap &+ 1) & mask
        while slot(index).tag != free {
            // A key may move if its home is not between the gap and where it is.
            let home = search.place(of: slot(index).tag)
            if (index &- home) & mask >= (index &- gap) & mask {
                slot(index).move(to: slot(gap), free: free)
                if Slot.isInteger { core.pointee.spread.displacement &-= (index &- gap) & mask }
                gap = index
            }
            index = (index &+ 1) & mask
        }
    }
}
