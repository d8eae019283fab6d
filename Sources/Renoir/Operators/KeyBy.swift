extension DataStream {
    /// Gives each record a key, without moving it.
    ///
    /// ```swift
    /// let perWorker = numbers.keyBy { $0 % 2 }.count()  // up to two records on each worker
    /// ```
    ///
    /// Local: no record leaves its worker, so records of one key may be on several, and aggregations see those of one
    /// worker only. ``groupBy(_:)`` brings them together.
    ///
    /// All NaNs are one key, as are keys that are the same but for the NaNs in them.
    ///
    /// - Parameter key: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `key` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func keyBy<Key: Hashable & Sendable, Failure: Error>(
        _ key: @escaping @Sendable (Element) throws(Failure) -> Key
    ) -> KeyedStream<Key, Element> {
        KeyedStream(self) { record in try key(record) }
    }
}
