extension KeyedDataStream {
    /// Combines the values of each key as `aggregation` says.
    ///
    /// ```swift
    /// let delays = flights.groupBy { $0.airport }.aggregate(.mean { $0.delay })
    /// ```
    ///
    /// Local: no record leaves its worker. Emits one record for each key that has a result at the end of a pass, in no particular
    /// order, and none before. State lives for the pass. Where the records themselves are not needed,
    /// ``DataStream/aggregate(_:by:)`` moves less.
    ///
    /// - Parameter aggregation: Adds each value of a key in the order in which they arrive.
    /// - Throws: Whatever `aggregation` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; memory for each key and its accumulator.
    @inlinable @inline(__always)
    public func aggregate<Accumulator, Result>(
        _ aggregation: Aggregation<Value, Accumulator, Result>
    ) -> KeyedDataStream<Key, Result, Placement> {
        aggregated("aggregate", aggregation)
    }

    @inlinable @inline(__always)
    func aggregated<Accumulator, Result>(
        _ name: String, _ aggregation: Aggregation<Value, Accumulator, Result>
    ) -> KeyedDataStream<Key, Result, Placement> {
        aggregated(name, initial: aggregation.initial, add: aggregation.add, result: aggregation.result)
    }

    @inlinable @inline(__always)
    func aggregated<Accumulator: Sendable, Result: Sendable>(
        _ name: String, initial: @escaping @Sendable () -> Accumulator,
        add: @escaping @Sendable (inout Accumulator, Value) throws -> Void,
        result: @escaping @Sendable (Accumulator) throws -> Result?
    ) -> KeyedDataStream<Key, Result, Placement> {
        switch form {
        case .stored(let records):
            KeyedDataStream<Key, Result, Placement>(
                records: records.aggregated(name, initial: initial, add: add, result: result))
        case .computed(let records):
            KeyedDataStream<Key, Result, Placement>(
                records: records.aggregated(name, initial: initial, add: add, result: result))
        }
    }
}
