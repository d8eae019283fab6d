extension DataStream {
    /// Gives each record a key, without moving it.
    ///
    /// ```swift
    /// let perWorker = numbers.keyBy { $0 % 2 }.count()  // up to two records on each worker
    /// ```
    ///
    /// Local: no record leaves its worker, so records of one key may be on several, and aggregations see those of one
    /// worker only: the result is a ``LocallyKeyedStream``. ``groupBy(_:)`` brings them together, as the `keyBy` of other engines
    /// does.
    ///
    /// All NaNs are one key, as are keys that are the same but for the NaNs in them.
    ///
    /// - Parameter key: Called on the worker that holds the record, by each operator that needs the key. It must give the same key
    ///   each time.
    /// - Throws: Whatever `key` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func keyBy<Key: Hashable & Sendable, Failure: Error>(
        _ key: @escaping @Sendable (Element) throws(Failure) -> Key
    ) -> LocallyKeyedStream<Key, Element> {
        LocallyKeyedStream(self) { record in try key(record) }
    }
}
