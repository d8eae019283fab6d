extension KeyedDataStream {
    /// Combines the values of each key into one result.
    ///
    /// ```swift
    /// let sums = numbers.groupBy { $0 % 2 }.fold(0) { sum, number in sum += number }
    /// ```
    ///
    /// Local: no record leaves its worker. Emits one record for each key at the end of a pass, in no particular order,
    /// and none before. State lives for the pass.
    ///
    /// - Parameters:
    ///   - initial: Evaluated for each key.
    ///   - combine: Called once per record, in the order in which the records of a key arrive.
    /// - Throws: Whatever `combine` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records; memory for each key and its result.
    @inlinable @inline(__always)
    public func fold<Result: Sendable, Failure: Error>(
        _ initial: @autoclosure @escaping @Sendable () -> Result,
        _ combine: @escaping @Sendable (inout Result, Value) throws(Failure) -> Void
    ) -> KeyedDataStream<Key, Result, Placement> {
        aggregated("fold", initial: initial, add: { try combine(&$0, $1) }, result: { $0 })
    }

    /// Counts the records of each key.
    ///
    /// ```swift
    /// let visits = requests.groupBy { $0.page }.count()
    /// ```
    ///
    /// Local: no record leaves its worker. Emits one record for each key at the end of a pass. Where the records
    /// themselves are not needed, ``DataStream/groupByCount(_:)`` moves less.
    ///
    /// - Complexity: O(*n*) for *n* records; memory for each key.
    @inlinable @inline(__always)
    public func count() -> KeyedDataStream<Key, Int, Placement> { aggregated("count", .count) }
}
