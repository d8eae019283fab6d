public import Dataflow

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
    /// - Parameter key: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `key` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; at most one pair for each key and worker travels, or more where a worker
    ///   has more keys than its share of memory allows, which it then hands on early.
    @inlinable @inline(__always)
    public func groupByCount<Key: Hashable & Sendable, Failure: Error>(
        _ key: @escaping @Sendable (Element) throws(Failure) -> Key
    ) -> KeyedStream<Key, Int> {
        map(key).countLocally().groupPairs("groupByCount").sum()
    }
}

extension DataStream where Element: Hashable {
    /// Counts equal records on each worker.
    @inlinable @inline(__always)
    func countLocally() -> DataStream<Keyed<Element, Int>> {
        apply(
            "count locally", state: { KeyedStates<Element, Int>($0, initial: { 0 }) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>,
                    output: UnsafeMutablePointer<Keyed<Element, Int>>,
                    states: UnsafeMutablePointer<KeyedStates<Element, Int>>
                ) in
                if states.pointee.isDraining {
                    states.pointee.emit(&cursor, output)
                    if cursor.isPending { return }
                }
                let count = cursor.available - cursor.consumed
                var counted = 0
                states.pointee.table.update(
                    keys: input + cursor.consumed, count: count, cursor: &counted, seed: states.pointee.seed,
                    scratch: states.pointee.hashes(count), initial: { 0 }, update: { total, _ in total += 1 })
                cursor.consumed += count
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
