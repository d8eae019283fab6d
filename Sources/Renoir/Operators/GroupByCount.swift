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
        KeyedRecords<SpentRecords<Key, Element>>(self) { record in try key(record) }
            .aggregatedBeforeMoving(("count locally", "groupByCount", "count"), .count)
    }
}
