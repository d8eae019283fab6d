public import Dataflow

// The loops behind aggregations by key. Keys come first, all of a call's, then their slots are asked for and used: while one
// update waits for memory, the next ones are on their way.
extension DataStream {
    /// Combines the values of each key, which the records bring with them.
    @inlinable @inline(__always)
    func foldPairs<Key: Hashable, Value, Result: Sendable, Failure: Error>(
        _ initial: @escaping @Sendable () -> Result,
        _ combine: @escaping @Sendable (inout Result, Value) throws(Failure) -> Void
    ) -> DataStream<Keyed<Key, Result>> where Element == Keyed<Key, Value> {
        apply(
            "fold", state: { KeyedStates<Key, Result>(seed: $0.seed, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                    _: UnsafeMutablePointer<Keyed<Key, Result>>,
                    states: UnsafeMutablePointer<KeyedStates<Key, Result>>
                ) in
                let (table, initial) = (states.pointee.table, states.pointee.initial)
                let start = cursor.consumed
                let count = cursor.available - start
                let hashes = states.pointee.hashes(count)
                for i in 0..<count {
                    hashes[i] = KeyedTable<Key, Result>.searchHash(input[start + i].key, seed: states.pointee.seed)
                }
                for i in 0..<count {
                    table.prefetch(hash: hashes[min(i + KeyedStates<Key, Result>.prefetchDistance, count - 1)])
                    let record = input + start + i
                    let value = withUnsafeMutablePointer(to: &record.pointee.value) { $0.move() }
                    let state = withUnsafeMutablePointer(to: &record.pointee.key) {
                        table.state(taking: $0, hash: hashes[i], initial: initial)
                    }
                    cursor.consumed += 1
                    try combine(&state.pointee, value)
                }
            },
            emission: { cursor, output, states in states.pointee.emit(&cursor, output) },
            stateBytes: { states in states.pointee.byteCount })
    }

    /// Combines the records of each key.
    @inlinable @inline(__always)
    func fold<Key: Hashable, Result: Sendable, Failure: Error>(
        by key: @escaping @Sendable (Element) throws -> Key, _ initial: @escaping @Sendable () -> Result,
        _ combine: @escaping @Sendable (inout Result, Element) throws(Failure) -> Void
    ) -> DataStream<Keyed<Key, Result>> {
        apply(
            "fold", state: { KeyedStates<Key, Result>(seed: $0.seed, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                    _: UnsafeMutablePointer<Keyed<Key, Result>>,
                    states: UnsafeMutablePointer<KeyedStates<Key, Result>>
                ) in
                let (table, initial, seed) = (states.pointee.table, states.pointee.initial, states.pointee.seed)
                let start = cursor.consumed
                let count = cursor.available - start
                if _isPOD(Element.self) && _isPOD(Key.self) && states.pointee.isNearby {
                    // Nothing to wait for, nothing to destroy after a throw.
                    for index in start..<start + count {
                        var key = try key(input[index])
                        let hash = KeyedTable<Key, Result>.searchHash(key, seed: seed)
                        let state = table.state(taking: &key, hash: hash, initial: initial)
                        try combine(&state.pointee, input[index])
                    }
                    cursor.consumed = start + count
                    return
                }
                let (keys, hashes) = (states.pointee.keys(count), states.pointee.hashes(count))
                var (made, taken) = (0, 0)
                defer { (keys + taken).deinitialize(count: made - taken) }
                while made < count {
                    (keys + made).initialize(to: try key(input[start + made]))
                    hashes[made] = KeyedTable<Key, Result>.searchHash(keys[made], seed: seed)
                    made += 1
                }
                while taken < count {
                    table.prefetch(hash: hashes[min(taken + KeyedStates<Key, Result>.prefetchDistance, count - 1)])
                    let record = (input + start + taken).move()
                    cursor.consumed += 1
                    let state = table.state(taking: keys + taken, hash: hashes[taken], initial: initial)
                    taken += 1
                    try combine(&state.pointee, record)
                }
            },
            emission: { cursor, output, states in states.pointee.emit(&cursor, output) },
            stateBytes: { states in states.pointee.byteCount })
    }
}
