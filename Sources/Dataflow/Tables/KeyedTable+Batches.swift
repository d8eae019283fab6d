extension KeyedTable {
    /// Updates the states of a batch of keys.
    ///
    /// ```swift
    /// var cursor = 0
    /// table.update(keys: keys, count: count, cursor: &cursor, scratch: hashes, initial: { 0 }) { sum, i in
    ///     sum += values[i]
    /// }
    /// ```
    ///
    /// All keys are hashed first. Then the slots of keys further on are fetched while one is updated: past the
    /// caches, waiting for memory is most of the time.
    ///
    /// - Parameters:
    ///   - keys: Taken out of memory as they are used.
    ///   - cursor: Where to start, and then the number of keys already taken; moves on before `update` is called,
    ///     so that after a throw the keys from here on are the ones to deinitialise.
    ///   - seed: The one of all hashes that this table gets.
    ///   - scratch: Room for `count` hashes.
    ///   - initial: The state of a key that is new.
    ///   - update: Gets the state and the index of the key.
    /// - Complexity: O(*n*) expected for *n* keys.
    @inlinable @inline(__always)
    public func update<Failure: Error>(
        keys: UnsafeMutablePointer<Key>, count: Int, cursor: inout Int, seed: UInt64 = KeyHash.defaultSeed,
        scratch: UnsafeMutablePointer<UInt64>,
        initial: () throws(Failure) -> State, update: (inout State, Int) throws(Failure) -> Void
    ) throws(Failure) {
        guard cursor < count else { return }
        if Slot.isInteger {
            for index in cursor..<count { scratch[index] = Self.searchHash(keys[index], seed: seed) }
        } else {
            KeyHash.hash(keys + cursor, count: count - cursor, seed: seed, into: scratch + cursor)
        }
        try self.update(
            keys: keys, hashes: scratch, count: count, cursor: &cursor, initial: initial, update: update)
    }

    /// Updates the states of a batch of keys whose hashes are known.
    ///
    /// - Complexity: O(*n*) expected for *n* keys.
    @inlinable @inline(__always)
    public func update<Failure: Error>(
        keys: UnsafeMutablePointer<Key>, hashes: UnsafePointer<UInt64>, count: Int, cursor: inout Int,
        initial: () throws(Failure) -> State, update: (inout State, Int) throws(Failure) -> Void
    ) throws(Failure) {
        while cursor < count {
            let index = cursor
            prefetch(hash: hashes[min(index &+ Self.prefetchDistance, count &- 1)])
            let state = try state(taking: keys + index, hash: hashes[index], initial: initial)
            cursor = index &+ 1
            try update(&state.pointee, index)
        }
    }

    /// How many keys ahead slots are fetched.
    @inlinable static var prefetchDistance: Int { 16 }
}
