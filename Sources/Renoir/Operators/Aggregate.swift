internal import Dataflow
public import Records

extension DataStream {
    /// Combines all records into one result, as `aggregation` says: on each worker first.
    ///
    /// ```swift
    /// let delay = flights.aggregate(.mean { $0.delay })
    /// ```
    ///
    /// Exchanges: one accumulator of each worker moves to a single worker of rank 0. Emits one record at the end of a pass, or
    /// none where `aggregation` has no result, as for the mean of nothing.
    ///
    /// - Parameter aggregation: Adds each record on the worker that holds it, and merges workers in no particular order.
    /// - Throws: Whatever `aggregation` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records, divided among the workers; one accumulator per worker travels.
    @inlinable @inline(__always)
    public func aggregate<Accumulator, Result>(
        _ aggregation: Aggregation<Element, Accumulator, Result>
    ) -> DataStream<Result> {
        aggregated(("aggregate locally", "aggregate"), aggregation)
    }

    /// Combines the records of each key as `aggregation` says, before they move.
    ///
    /// ```swift
    /// let delays = flights.aggregate(.mean { $0.delay }, by: { $0.airport })
    /// ```
    ///
    /// Exchanges: every worker combines its own records first, and only keys with their accumulators move to the worker that the
    /// key's hash decides on. Emits one record for each key that has a result at the end of a pass, in no particular order.
    ///
    /// All NaNs are one key, as are keys that are the same but for the NaNs in them.
    ///
    /// - Parameters:
    ///   - aggregation: Adds each record on the worker that holds it, and merges workers in no particular order.
    ///   - key: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `aggregation` or `key` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; at most one pair for each key and worker travels, or more where a worker
    ///   has more keys than its share of memory allows, which it then hands on early.
    @inlinable @inline(__always)
    public func aggregate<Accumulator, Result, Key: Hashable & Sendable, Failure: Error>(
        _ aggregation: Aggregation<Element, Accumulator, Result>,
        by key: @escaping @Sendable (Element) throws(Failure) -> Key
    ) -> KeyedStream<Key, Result> {
        KeyedRecords<ComputedKeys<Key, Element>>(self) { record in try key(record) }
            .aggregatedBeforeMoving(("aggregate locally", "group", "aggregate"), aggregation)
    }

    /// Combines all records: on each worker, and then on one.
    @inlinable @inline(__always)
    func aggregated<Accumulator, Result>(
        _ names: (local: String, global: String), _ aggregation: Aggregation<Element, Accumulator, Result>
    ) -> DataStream<Result> {
        foldLocally(names.local, aggregation.initial, aggregation.add, result: { $0 })
            .gather(names.global, wire: .resolve())
            .foldLocally(names.global, aggregation.initial, aggregation.merge, result: aggregation.result)
    }
}

extension KeyedRecords {
    /// Combines the values of each key on each worker, and then on the key's.
    @inlinable @inline(__always)
    func aggregatedBeforeMoving<Accumulator, Result>(
        _ names: (local: String, exchange: String, global: String),
        _ aggregation: Aggregation<Access.Value, Accumulator, Result>
    ) -> KeyedStream<Access.Key, Result> {
        // Decided when this is compiled: numbers are hashed anew in less time than a hash travels.
        if KeyHash.isCostly(Access.Key.self) {
            aggregated(names, aggregation, as: HashedKeys<Access.Key, Accumulator>.self)
        } else {
            aggregated(names, aggregation, as: StoredKeys<Access.Key, Accumulator>.self)
        }
    }

    @inlinable @inline(__always)
    func aggregated<Pairs: PairAccess, Result>(
        _ names: (local: String, exchange: String, global: String),
        _ aggregation: Aggregation<Access.Value, Pairs.Value, Result>, as pairs: Pairs.Type
    ) -> KeyedStream<Access.Key, Result> where Pairs.Key == Access.Key {
        KeyedStream(
            records: combined(names.local, as: pairs, initial: aggregation.initial, add: aggregation.add)
                .grouped(names.exchange)
                .aggregated(
                    names.global, initial: aggregation.initial, add: aggregation.merge, result: aggregation.result))
    }
}
