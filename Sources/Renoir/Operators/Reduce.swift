internal import Dataflow

extension DataStream {
    /// Combines all records into one.
    ///
    /// ```swift
    /// let longest = lines.reduce { $0.count < $1.count ? $1 : $0 }
    /// ```
    ///
    /// Exchanges: all records move to a single worker of rank 0, in order if they come from a single one. Emits one record
    /// at the end of a pass, and nothing if there is no record. Where the order doesn't matter,
    /// ``reduceAssociative(_:)`` moves next to nothing.
    ///
    /// - Parameter combine: Called for each record but the first, with what was combined so far.
    /// - Throws: Whatever `combine` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records, all of them on one worker.
    @inlinable @inline(__always)
    public func reduce<Failure: Error>(
        _ combine: @escaping @Sendable (Element, Element) throws(Failure) -> Element
    ) -> DataStream<Element> {
        let reduction = Aggregation<Element, Element?, Element>.reduce { try combine($0, $1) }
        return gather("reduce", wire: .resolve())
            .foldLocally("reduce", reduction.initial, reduction.add, result: reduction.result)
    }

    /// Combines all records into one, on each worker first.
    ///
    /// ```swift
    /// let largest = numbers.reduceAssociative { max($0, $1) }
    /// ```
    ///
    /// Exchanges: one record of each worker moves to a single worker of rank 0. Emits one record at the end of a pass,
    /// and nothing if there is no record.
    ///
    /// - Parameter combine: Must be associative and commutative, or the result depends on the number of workers.
    /// - Throws: Whatever `combine` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records, divided among the workers; one record per worker travels.
    @inlinable @inline(__always)
    public func reduceAssociative<Failure: Error>(
        _ combine: @escaping @Sendable (Element, Element) throws(Failure) -> Element
    ) -> DataStream<Element> {
        let reduction = Aggregation<Element, Element?, Element>.reduce { try combine($0, $1) }
        // A worker without records has nothing to send.
        return foldLocally("reduce locally", reduction.initial, reduction.add, result: reduction.result)
            .gather("reduce", wire: .resolve())
            .foldLocally("reduce", reduction.initial, reduction.add, result: reduction.result)
    }
}

extension KeyedDataStream {
    /// Combines the values of each key into one.
    ///
    /// ```swift
    /// let highest = readings.groupBy { $0.sensor }.reduce { $0.value < $1.value ? $1 : $0 }
    /// ```
    ///
    /// Local: no record leaves its worker. Emits one record for each key at the end of a pass, in no particular order.
    ///
    /// - Parameter combine: Called for each record of a key but the first, with what was combined so far, in the order in
    ///   which the records of the key arrive.
    /// - Throws: Whatever `combine` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; memory for each key and one value.
    @inlinable @inline(__always)
    public func reduce<Failure: Error>(
        _ combine: @escaping @Sendable (Value, Value) throws(Failure) -> Value
    ) -> KeyedDataStream<Key, Value, Placement> {
        aggregated("reduce", .reduce { try combine($0, $1) })
    }
}
