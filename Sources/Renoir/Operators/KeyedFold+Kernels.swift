public import Dataflow
public import Records

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
            "fold", state: { KeyedStates<Key, Result>($0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                    _: UnsafeMutablePointer<Keyed<Key, Result>>,
                    states: UnsafeMutablePointer<KeyedStates<Key, Result>>
                ) in
                let (table, initial, seed) = (states.pointee.table, states.pointee.initial, states.pointee.seed)
                let records = input + cursor.consumed
                let count = cursor.available - cursor.consumed
                var taken = 0
                try table.update(
                    count: count, cursor: &taken, seed: seed, scratch: states.pointee.hashes(count),
                    key: { withUnsafeMutablePointer(to: &records[$0].key) { $0 } },
                    initial: { () throws(Failure) in initial() },
                    update: { (state, i) throws(Failure) in
                        let value = withUnsafeMutablePointer(to: &records[i].value) { $0.move() }
                        cursor.consumed += 1
                        try combine(&state, value)
                    })
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
            "fold", state: { KeyedStates<Key, Result>($0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                    _: UnsafeMutablePointer<Keyed<Key, Result>>,
                    states: UnsafeMutablePointer<KeyedStates<Key, Result>>
                ) in
                let (table, initial, seed) = (states.pointee.table, states.pointee.initial, states.pointee.seed)
                let records = input + cursor.consumed
                let count = cursor.available - cursor.consumed
                if _isPOD(Element.self) && _isPOD(Key.self) && table.isNearby {
                    // Nothing to destroy after a throw.
                    try table.update(
                        0..<count, seed: seed, key: { try key(records[$0]) }, initial: initial,
                        update: { state, i in try combine(&state, records[i]) })
                    cursor.consumed += count
                    return
                }
                let (keys, hashes) = (states.pointee.keys(count), states.pointee.hashes(count))
                var (made, taken) = (0, 0)
                defer { (keys + taken).deinitialize(count: made - taken) }
                try KeyedTable<Key, Result>.make(keys, count: count, made: &made, seed: seed, hashes: hashes) {
                    try (records + $0).withValue(key)
                }
                try table.update(
                    hashes: hashes, count: count, cursor: &taken, key: { keys + $0 },
                    initial: { () throws(Failure) in initial() },
                    update: { (state, i) throws(Failure) in
                        cursor.consumed += 1
                        try (records + i).withMovedValue { (record) throws(Failure) in try combine(&state, record) }
                    })
            },
            emission: { cursor, output, states in states.pointee.emit(&cursor, output) },
            stateBytes: { states in states.pointee.byteCount })
    }
}
