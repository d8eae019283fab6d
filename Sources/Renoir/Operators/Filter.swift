public import Dataflow

extension DataStream {
    /// Keeps the records that satisfy `isIncluded`.
    ///
    /// ```swift
    /// let even = numbers.filter { $0.isMultiple(of: 2) }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Parameter isIncluded: Called once per record, on the worker that holds it. It must not depend
    ///   on the rank, or the result would change with the number of ranks.
    /// - Throws: Whatever `isIncluded` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func filter<Failure: Error>(
        _ isIncluded: @escaping @Sendable (Element) throws(Failure) -> Bool
    ) -> DataStream<Element> {
        apply("filter") {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Element>,
                _: UnsafeMutablePointer<Stateless>
            ) in
            if _isPOD(Element.self) && cursor.inputTimes == nil {
                // Every record is put, and the place moves on only behind those that stay: no branch to mispredict.
                let count = cursor.runLength
                let from = input + cursor.consumed
                let to = output + cursor.produced
                var kept = 0
                for i in 0..<count {
                    let record = from[i]
                    (to + kept).initialize(to: record)
                    kept &+= try isIncluded(record) ? 1 : 0
                }
                cursor.consumed += count
                cursor.produced += kept
            } else {
                while cursor.canAdvance {
                    let record = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    guard try isIncluded(record) else { continue }
                    (output + cursor.produced).initialize(to: record)
                    cursor.keepTime()
                    cursor.produced += 1
                }
            }
        }
    }
}

extension KeyedDataStream {
    /// Keeps the records whose values satisfy `isIncluded`; as ``DataStream/filter(_:)``, with keys kept.
    ///
    /// ```swift
    /// let late = flights.groupBy { $0.airport }.filter { $0.delay > 15 }.count()
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Parameter isIncluded: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `isIncluded` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records, in place.
    @inlinable @inline(__always)
    public func filter<Failure: Error>(
        _ isIncluded: @escaping @Sendable (Value) throws(Failure) -> Bool
    ) -> KeyedDataStream {
        switch form {
        case .stored(let records): KeyedDataStream(records: records.stream.filter { try isIncluded($0.value) })
        case .computed(let records): KeyedDataStream(records.stream.filter(isIncluded), key: records.key)
        }
    }
}
