public import Dataflow
public import Records

extension DataStream where Element: Hashable {
    /// Each record once, however often it comes.
    ///
    /// ```swift
    /// let hosts = requests.map { $0.host }.distinct()
    /// ```
    ///
    /// Exchanges: each worker drops what it has had, and what is left moves to the worker that its hash decides on, where it goes on as soon
    /// as it comes for the first time. One of equal records is kept, no matter which. Timestamps are those of the records that are kept;
    /// watermarks pass when all workers have reached them. Each pass has its own records. What has been seen is kept within
    /// ``RuntimeConfig/stateBytes``.
    ///
    /// All NaNs are equal here, and no two records are that differ in them alone.
    ///
    /// - Throws: The job ends with an error if the budget doesn't allow for all different records.
    /// - Complexity: O(*n*) for *n* records; of *d* different ones, each worker sends *d* at most.
    @inlinable @inline(__always)
    public func distinct() -> DataStream<Element> { distinct { $0 } }
}

extension DataStream {
    /// One record of each key, no matter which; as ``distinct()``.
    ///
    /// ```swift
    /// let oneOfEachPage = requests.distinct { $0.page }
    /// ```
    ///
    /// - Parameter key: Called once per record on the worker that has it, and again where it moves to.
    /// - Throws: Whatever `key` throws ends the job on all ranks.
    @inlinable @inline(__always)
    public func distinct<Key: Hashable & Sendable>(
        by key: @escaping @Sendable (Element) throws -> Key
    ) -> DataStream<Element> {
        firstOnly("distinct locally", key)
            .partition("distinct", wire: .resolve()) {
                (cursor: inout Cursor, input: UnsafeMutablePointer<Element>, partition: inout Partition<Element>) in
                let (seed, scrutiny) = (partition.seed, KeyScrutiny(Key.self))
                try partition.route(&cursor, input) { place in
                    try place.withValue { KeyHash.hash(try key($0), seed: seed, scrutiny) }
                }
            }
            .firstOnly("distinct", key)
    }

    /// What comes first of each key on each worker.
    @inlinable @inline(__always)
    func firstOnly<Key: Hashable & Sendable>(
        _ name: String, _ key: @escaping @Sendable (Element) throws -> Key
    ) -> DataStream<Element> {
        apply(
            name, keepsTimes: true, state: { KeyedStates<Key, Bool>($0) { false } },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Element>,
                    states: UnsafeMutablePointer<KeyedStates<Key, Bool>>
                ) in
                let (count, table) = (cursor.runLength, states.pointee.table)
                let records = input + cursor.consumed
                let (hashes, keys) = (states.pointee.hashes(count), states.pointee.keys(count))
                var (made, taken) = (0, 0)
                defer { (keys + taken).deinitialize(count: made - taken) }
                try KeyedTable<Key, Bool>.make(
                    keys, count: count, made: &made, seed: states.pointee.seed, hashes: hashes
                ) { try key(records[$0]) }
                table.visit(
                    hashes: hashes, count: count, cursor: &taken, key: { keys + $0 }, initial: { false }
                ) { place, index in
                    cursor.consumed += 1
                    if place.state.pointee {
                        (records + index).deinitialize(count: 1)
                    } else {
                        place.state.pointee = true
                        (output + cursor.produced).moveInitialize(from: records + index, count: 1)
                        cursor.keepTime()
                        cursor.produced += 1
                    }
                    return true
                }
            },
            endPass: { states, _ in states.becomeEmpty() }, stateBytes: { $0.pointee.byteCount })
    }
}
