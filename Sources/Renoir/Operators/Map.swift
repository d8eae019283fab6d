public import Dataflow

extension DataStream {
    /// Transforms each record.
    ///
    /// ```swift
    /// let lengths = lines.map { $0.count }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Parameter transform: Called once per record, on the worker that holds it. A closure that captures nothing is
    ///   compiled into the loop over a batch; one that captures costs a call per record.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func map<Output, Failure: Error>(
        _ transform: @escaping @Sendable (Element) throws(Failure) -> Output
    ) -> DataStream<Output> {
        apply("map") {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Output>,
                _: UnsafeMutablePointer<Stateless>
            ) in
            if _isPOD(Element.self) && _isPOD(Output.self) {
                let count = cursor.runLength
                let from = input + cursor.consumed
                let to = output + cursor.produced
                for i in 0..<count { (to + i).initialize(to: try transform(from[i])) }
                cursor.keepTimes(count)
                cursor.consumed += count
                cursor.produced += count
            } else {
                while cursor.canAdvance {
                    let record = input + cursor.consumed
                    cursor.consumed += 1
                    (output + cursor.produced).initialize(to: try record.withMovedValue(transform))
                    cursor.keepTime()
                    cursor.produced += 1
                }
            }
        }
    }
}

extension KeyedDataStream {
    /// Transforms each value; as ``DataStream/map(_:)``, with the key kept.
    ///
    /// ```swift
    /// let delays = flights.groupBy { $0.airport }.map { $0.arrival - $0.schedule }.aggregate(.mean { $0 })
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Parameter transform: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records; each has its key with it from here on.
    @inlinable @inline(__always)
    public func map<Output: Sendable, Failure: Error>(
        _ transform: @escaping @Sendable (Value) throws(Failure) -> Output
    ) -> KeyedDataStream<Key, Output, Placement> {
        switch form {
        case .stored(let records):
            KeyedDataStream<Key, Output, Placement>(records: records.mapped("map") { try transform($0) })
        case .computed(let records):
            KeyedDataStream<Key, Output, Placement>(records: records.mapped("map") { try transform($0) })
        }
    }
}
