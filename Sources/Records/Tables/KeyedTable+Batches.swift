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
        if !Slot.isInteger, cursor < count {
            KeyHash.hash(keys + cursor, count: count - cursor, seed: seed, into: scratch + cursor)
        }
        try self.update(
            hashes: scratch, count: count, cursor: &cursor, key: { keys + $0 }, initial: initial, update: update)
    }

    /// Updates the states of a batch of keys, wherever they are.
    ///
    /// - Parameter key: Where the key of an index is; it's taken out of there.
    /// - Complexity: O(*n*) expected for *n* keys.
    @inlinable @inline(__always)
    public func update<Failure: Error>(
        count: Int, cursor: inout Int, seed: UInt64 = KeyHash.defaultSeed, scratch: UnsafeMutablePointer<UInt64>,
        key: (Int) -> UnsafeMutablePointer<Key>,
        initial: () throws(Failure) -> State, update: (inout State, Int) throws(Failure) -> Void
    ) throws(Failure) {
        if cursor < count { Self.hash(cursor..<count, seed: seed, into: scratch, key: key) }
        try self.update(
            hashes: scratch, count: count, cursor: &cursor, key: key, initial: initial, update: update)
    }

    /// Hashes a batch of keys, wherever they are, for ``update(hashes:count:cursor:key:initial:update:)``.
    ///
    /// - Parameters:
    ///   - range: The indices of the keys.
    ///   - hashes: Where the hashes go, by index.
    ///   - key: Where the key of an index is; it stays there.
    /// - Complexity: O(*n*) for *n* keys.
    @inlinable @inline(__always)
    public static func hash(
        _ range: Range<Int>, seed: UInt64 = KeyHash.defaultSeed, into hashes: UnsafeMutablePointer<UInt64>,
        key: (Int) -> UnsafeMutablePointer<Key>
    ) {
        guard !Slot.isInteger else { return }
        let scrutiny = KeyScrutiny(Key.self)
        for index in range {
            KeyHash.hash(key(index), count: 1, seed: seed, into: hashes + index, scrutiny: scrutiny)
        }
    }

    /// Makes a batch of keys and their hashes, for ``update(hashes:count:cursor:key:initial:update:)``.
    ///
    /// A key that the engine can hash itself is hashed where it's made, still in registers. What the hash of another one
    /// depends on is looked up once for the batch.
    ///
    /// - Parameters:
    ///   - keys: Room for `count` keys, not initialised.
    ///   - made: The number of keys that have been made, 0 before; after a throw, those are to be deinitialised.
    ///   - hashes: Room for `count` hashes.
    ///   - key: Gets an index and returns its key.
    /// - Complexity: O(*n*) for *n* keys.
    @inlinable @inline(__always)
    public static func make<Failure: Error>(
        _ keys: UnsafeMutablePointer<Key>, count: Int, made: inout Int, seed: UInt64 = KeyHash.defaultSeed,
        hashes: UnsafeMutablePointer<UInt64>, key: (Int) throws(Failure) -> Key
    ) throws(Failure) {
        let isHashedHere = !Slot.isInteger && KeyHash.hasOwnRule(Key.self)
        while made < count {
            (keys + made).initialize(to: try key(made))
            if isHashedHere { KeyHash.hash(keys + made, count: 1, seed: seed, into: hashes + made) }
            made += 1
        }
        if !Slot.isInteger && !isHashedHere { KeyHash.hash(keys, count: count, seed: seed, into: hashes) }
    }

    /// Updates the states of a batch of keys whose hashes are known, if they need any.
    ///
    /// - Parameter hashes: By index, as ``make(_:count:made:seed:hashes:key:)`` makes them.
    /// - Complexity: O(*n*) expected for *n* keys.
    @inlinable @inline(__always)
    public func update<Failure: Error>(
        hashes: UnsafePointer<UInt64>, count: Int, cursor: inout Int, key: (Int) -> UnsafeMutablePointer<Key>,
        initial: () throws(Failure) -> State, update: (inout State, Int) throws(Failure) -> Void
    ) throws(Failure) {
        var search = search
        func hash(_ index: Int) -> UInt64 { Slot.isInteger ? 0 : hashes[index] }
        while cursor < count {
            let index = cursor
            let ahead = min(index &+ Self.prefetchDistance, count &- 1)
            search.prefetch(key(ahead), hash: hash(ahead))
            let state = try state(taking: key(index), hash: hash(index), &search, initial: initial)
            cursor = index &+ 1
            try update(&state.pointee, index)
        }
    }

    /// Updates the states of keys that are made one by one.
    ///
    /// The fastest way while the table ``isNearby``: there is no memory to wait for, and one loop does it all.
    ///
    /// - Parameters:
    ///   - range: The indices for which there are keys.
    ///   - key: Gets an index and returns its key.
    ///   - update: Gets the state and the index.
    /// - Complexity: O(*n*) expected for *n* keys.
    @inlinable @inline(__always)
    public func update<Failure: Error>(
        _ range: Range<Int>, seed: UInt64 = KeyHash.defaultSeed, key: (Int) throws(Failure) -> Key,
        initial: () throws(Failure) -> State, update: (inout State, Int) throws(Failure) -> Void
    ) throws(Failure) {
        var search = search
        let scrutiny = KeyScrutiny(Key.self)
        for index in range {
            var key = try key(index)
            let hash = Slot.isInteger ? 0 : KeyHash.hash(key, seed: seed, scrutiny)
            let state = try state(taking: &key, hash: hash, &search, initial: initial)
            try update(&state.pointee, index)
        }
    }

    /// Whether the table is so small that its slots are in a cache anyway.
    @inlinable
    public var isNearby: Bool { byteCount <= 1 << 20 }

    /// How many keys ahead slots are fetched.
    ///
    /// Words and names come often or hardly ever: most are in a cache, so that memory has less time for the others. Integers
    /// are taken to miss each time, where more than memory can fetch at once would only wait in line.
    @inlinable static var prefetchDistance: Int { Slot.isInteger ? 16 : 64 }
}
