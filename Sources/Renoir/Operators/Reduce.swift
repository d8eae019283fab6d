public import Dataflow

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
        gather("reduce", wire: .resolve()).reduceLocally("reduce", combine)
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
        reduceLocally("reduce locally", combine).gather("reduce", wire: .resolve()).reduceLocally("reduce", combine)
    }

    /// Combines the records of each worker.
    @inlinable @inline(__always)
    func reduceLocally<Failure: Error>(
        _ name: String, _ combine: @escaping @Sendable (Element, Element) throws(Failure) -> Element
    ) -> DataStream<Element> {
        apply(
            name, state: { _ in Element?.none },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, _: UnsafeMutablePointer<Element>,
                    state: UnsafeMutablePointer<Element?>
                ) in
                guard cursor.consumed < cursor.available else { return }
                var combined: Element
                if let soFar = state.pointee {
                    combined = soFar
                } else {
                    combined = (input + cursor.consumed).move()
                    cursor.consumed += 1
                }
                while cursor.consumed < cursor.available {
                    let record = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    combined = try combine(combined, record)
                }
                state.pointee = combined
            },
            emission: { cursor, output, state in
                guard let combined = state.pointee else { return }
                (output + cursor.produced).initialize(to: combined)
                cursor.produced += 1
                state.pointee = nil
            })
    }
}

extension KeyedStream {
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
    ) -> KeyedStream<Key, Value> {
        let folded = fold(Value?.none) { (combined: inout Value?, value: Value) throws(Failure) in
            if let soFar = combined { combined = try combine(soFar, value) } else { combined = value }
        }
        return KeyedStream(
            records: folded.records.compactMap { record in
                record.value.map { Keyed(key: record.key, value: $0) }
            })
    }
}
