public import Dataflow

extension DataStream {
    /// Transforms each record, and drops those for which `transform` returns nil.
    ///
    /// ```swift
    /// let numbers = lines.compactMap { Int(String($0)) }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Parameter transform: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func compactMap<Output, Failure: Error>(
        _ transform: @escaping @Sendable (Element) throws(Failure) -> Output?
    ) -> DataStream<Output> {
        apply("compactMap") {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Output>,
                _: UnsafeMutablePointer<Stateless>
            ) in
            while cursor.canAdvance {
                let record = (input + cursor.consumed).move()
                cursor.consumed += 1
                guard let transformed = try transform(record) else { continue }
                (output + cursor.produced).initialize(to: transformed)
                cursor.keepTime()
                cursor.produced += 1
            }
        }
    }
}

extension KeyedDataStream {
    /// Transforms each value, and drops records for which `transform` returns nil; as ``DataStream/compactMap(_:)``, with the key
    /// kept.
    ///
    /// ```swift
    /// let codes = requests.groupBy { $0.page }.compactMap { Int($0.status) }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Parameter transform: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records; each has its key with it from here on.
    @inlinable @inline(__always)
    public func compactMap<Output: Sendable, Failure: Error>(
        _ transform: @escaping @Sendable (Value) throws(Failure) -> Output?
    ) -> KeyedDataStream<Key, Output, Placement> {
        switch form {
        case .stored(let records):
            KeyedDataStream<Key, Output, Placement>(records: records.compactMapped { try transform($0) })
        case .computed(let records):
            KeyedDataStream<Key, Output, Placement>(records: records.compactMapped { try transform($0) })
        }
    }
}
