public import Dataflow

extension KeyedStream {
    /// Combines the values of each key into one result.
    ///
    /// ```swift
    /// let sums = numbers.groupBy { $0 % 2 }.fold(0) { sum, number in sum += number }
    /// ```
    ///
    /// Local: no record leaves its worker. Emits one record for each key at the end of a round, in no particular order,
    /// and none before. State lives for the round.
    ///
    /// - Parameters:
    ///   - initial: Evaluated for each key.
    ///   - combine: Called once per record, in the order in which the records of a key arrive.
    /// - Throws: Whatever `combine` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; memory for each key and its result.
    @inlinable @inline(__always)
    public func fold<Result: Sendable, Failure: Error>(
        _ initial: @autoclosure @escaping @Sendable () -> Result,
        _ combine: @escaping @Sendable (inout Result, Value) throws(Failure) -> Void
    ) -> KeyedStream<Key, Result> {
        KeyedStream<Key, Result>(
            records: records.apply(
                "fold", state: { KeyedStates<Key, Result>(seed: $0.seed, initial: initial) },
                kernel: {
                    (
                        cursor: inout Cursor, input: UnsafeMutablePointer<Keyed<Key, Value>>,
                        _: UnsafeMutablePointer<Keyed<Key, Result>>,
                        states: UnsafeMutablePointer<KeyedStates<Key, Result>>
                    ) in
                    let (table, initial) = (states.pointee.table, states.pointee.initial)
                    let start = cursor.consumed
                    let count = cursor.available - start
                    let hashes = states.pointee.hashes(count)
                    for i in 0..<count {
                        hashes[i] = KeyHash.hash(input[start + i].key, seed: states.pointee.seed)
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
                stateBytes: { states in states.pointee.table.byteCount }))
    }

    /// Counts the records of each key.
    ///
    /// ```swift
    /// let visits = requests.groupBy { $0.page }.count()
    /// ```
    ///
    /// Local: no record leaves its worker. Emits one record for each key at the end of a round. Where the records
    /// themselves are not needed, ``DataStream/groupByCount(_:)`` moves less.
    ///
    /// - Complexity: O(*n*) for *n* records; memory for each key.
    @inlinable @inline(__always)
    public func count() -> KeyedStream<Key, Int> {
        fold(0) { count, _ in count += 1 }
    }
}
