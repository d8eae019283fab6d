public import Dataflow

extension DataStream {
    /// Calls `body` with each record, and passes it on.
    ///
    /// ```swift
    /// let checked = readings.inspect { if $0.value < 0 { log($0) } }
    /// ```
    ///
    /// Local: called on the worker that holds the record. Order, timestamps and watermarks pass through.
    ///
    /// - Throws: Whatever `body` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func inspect<Failure: Error>(
        _ body: @escaping @Sendable (Element) throws(Failure) -> Void
    ) -> DataStream<Element> {
        apply("inspect") {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Element>,
                _: UnsafeMutablePointer<Stateless>
            ) in
            while cursor.canAdvance {
                try body(input[cursor.consumed])
                (output + cursor.produced).moveInitialize(from: input + cursor.consumed, count: 1)
                cursor.consumed += 1
                cursor.keepTime()
                cursor.produced += 1
            }
        }
    }
}

extension KeyedDataStream {
    /// Calls `body` with each value, and passes records on; as ``DataStream/inspect(_:)``.
    ///
    /// ```swift
    /// let checked = readings.groupBy { $0.sensor }.inspect { if $0.value < 0 { log($0) } }
    /// ```
    ///
    /// Local: called on the worker that holds the record. Order, timestamps and watermarks pass through.
    ///
    /// - Throws: Whatever `body` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func inspect<Failure: Error>(
        _ body: @escaping @Sendable (Value) throws(Failure) -> Void
    ) -> KeyedDataStream {
        switch form {
        case .stored(let records): KeyedDataStream(records: records.stream.inspect { try body($0.value) })
        case .computed(let records): KeyedDataStream(records.stream.inspect(body), key: records.key)
        }
    }
}
