public import Dataflow

extension DataStream {
    /// Calls `body` with each record.
    ///
    /// ```swift
    /// alerts.forEach { print($0) }
    /// ```
    ///
    /// Local: called on the worker that holds the record, on several workers at the same time. On one worker, in the
    /// order of its stream.
    ///
    /// - Throws: Whatever `body` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func forEach<Failure: Error>(_ body: @escaping @Sendable (Element) throws(Failure) -> Void) {
        consume(
            "forEach", state: { _ in Stateless() },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, _: UnsafeMutablePointer<Never>,
                    _: UnsafeMutablePointer<Stateless>
                ) in
                while cursor.consumed < cursor.available {
                    let record = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    try body(record)
                }
            })
    }
}

extension KeyedDataStream {
    /// Calls `body` with each key and value; as ``DataStream/forEach(_:)``.
    @inlinable @inline(__always)
    public func forEach<Failure: Error>(_ body: @escaping @Sendable (Keyed<Key, Value>) throws(Failure) -> Void) {
        records.forEach(body)
    }
}
