extension KeyedTable {
    /// Moves keys and states out of the table, at most `limit` of them, to continue later.
    ///
    /// ```swift
    /// var cursor = 0
    /// while table.drain(from: &cursor, limit: 1024, { key, state in emit(key, state) }) > 0 {}
    /// ```
    ///
    /// From the first call with a cursor of 0 until the table is empty, nothing else may be done with it but to
    /// drain on or to remove all. The order is that of the slots, which depends on the history of the table.
    ///
    /// When `body` throws, the pair that it got is out of the table and counts as drained.
    ///
    /// - Returns: The number of pairs moved; less than `limit` only when the table has become empty.
    /// - Complexity: O(*c*) in all calls together, for a capacity of *c* keys.
    @inlinable @inline(__always)
    public func drain<Failure: Error>(
        from cursor: inout Int, limit: Int, _ body: (consuming Key, consuming State) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        try drain(from: &cursor, limit: limit) { (key, state, _) throws(Failure) in try body(key, state) }
    }

    /// Moves keys and states out of the table, each with a hash that decides on the key's group, and on its place in another
    /// table, as its own hash does: nobody has to hash the key again. Integers, of which a table knows no hash, come with 0.
    ///
    /// - Returns: As ``drain(from:limit:_:)``.
    /// - Complexity: As that of ``drain(from:limit:_:)``.
    @inlinable @inline(__always)
    public func drain<Failure: Error>(
        from cursor: inout Int, limit: Int, _ body: (consuming Key, consuming State, UInt64) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        var moved = 0
        while moved < limit, core.pointee.count > 0 {
            let slot = slot(cursor)
            cursor &+= 1
            guard slot.tag != core.pointee.free else { continue }
            let hash = Slot.isInteger ? 0 : slot.tag
            let (key, state) = (slot.moveKey(), slot.state.move())
            slot.tag = core.pointee.free
            core.pointee.count &-= 1
            moved &+= 1
            try body(key, state, hash)
        }
        return moved
    }

    /// Moves at most `limit` pairs to `output`, which is not initialised before.
    ///
    /// - Returns: The number of pairs moved; less than `limit` only when the table has become empty.
    /// - Complexity: As that of ``drain(from:limit:_:)``.
    @inlinable
    public func drain(from cursor: inout Int, into output: UnsafeMutablePointer<(Key, State)>, limit: Int) -> Int {
        var next = output
        return drain(from: &cursor, limit: limit) { key, state in
            next.initialize(to: (key, state))
            next += 1
        }
    }

    /// Calls `body` with each key and its state, in the order of the slots.
    ///
    /// - Complexity: O(*c*) for a capacity of *c* keys.
    @inlinable @inline(__always)
    public func forEach<Failure: Error>(_ body: (Key, inout State) throws(Failure) -> Void) throws(Failure) {
        guard !isEmpty else { return }
        for index in 0..<slotCount where slot(index).tag != core.pointee.free {
            try body(slot(index).copyKey(), &slot(index).state.pointee)
        }
    }
}
