public import Dataflow
public import Records

extension DataStream {
    /// Counts the records of each key, combined before they move.
    ///
    /// ```swift
    /// let counts = words.groupByCount { $0 }
    /// ```
    ///
    /// Exchanges: every worker counts its own records first, and only keys with their counts move to the worker that the
    /// key's hash decides on. Emits one record for each key at the end of a pass, in no particular order.
    ///
    /// All NaNs are one key, as are keys that are the same but for the NaNs in them.
    ///
    /// - Parameter key: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `key` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; at most one pair for each key and worker travels, or more where a worker
    ///   has more keys than its share of memory allows, which it then hands on early.
    @inlinable @inline(__always)
    public func groupByCount<Key: Hashable & Sendable, Failure: Error>(
        _ key: @escaping @Sendable (Element) throws(Failure) -> Key
    ) -> KeyedStream<Key, Int> {
        countLocally(by: key).groupPairs("groupByCount").sum()
    }

    /// Counts the records of each key on each worker.
    @inlinable @inline(__always)
    func countLocally<Key: Hashable, Failure: Error>(
        by key: @escaping @Sendable (Element) throws(Failure) -> Key
    ) -> DataStream<Keyed<Key, Int>> {
        apply(
            "count locally", state: { KeyedStates<Key, Int>($0, initial: { 0 }) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                    output: UnsafeMutablePointer<Keyed<Key, Int>>, states: UnsafeMutablePointer<KeyedStates<Key, Int>>
                ) in
                if states.pointee.isDraining {
                    states.pointee.emit(&cursor, output)
                    if cursor.isPending { return }
                }
                let count = cursor.available - cursor.consumed
                let (keys, hashes) = (states.pointee.keys(count), states.pointee.hashes(count))
                var (made, taken) = (0, 0)
                defer { (keys + taken).deinitialize(count: made - taken) }
                let seed = states.pointee.seed
                try KeyedTable<Key, Int>.make(keys, count: count, made: &made, seed: seed, hashes: hashes) { _ in
                    let record = input + cursor.consumed
                    cursor.consumed += 1
                    return try key(record.move())
                }
                states.pointee.table.update(
                    hashes: hashes, count: count, cursor: &taken, key: { keys + $0 },
                    initial: { 0 }, update: { total, _ in total += 1 })
                cursor.isPending = states.pointee.checkBudget()
            },
            emission: { cursor, output, states in states.pointee.emit(&cursor, output) },
            stateBytes: { states in states.pointee.byteCount })
    }
}

extension KeyedStream where Value == Int {
    @inlinable @inline(__always)
    func sum() -> KeyedStream<Key, Int> {
        fold(0) { sum, count in sum += count }
    }
}
