extension DataStream {
    /// Folds all records, and transforms each of them with what came out.
    ///
    /// ```swift
    /// let shares = amounts.foldThenMap(0, local: { $0 += $1 }, global: { $0 += $1 }) { amount, total in amount / total }
    /// ```
    ///
    /// Exchanges: one partial result of each worker moves to rank 0, and the result to each worker; records stay where they are, and are
    /// kept until the pass has ended, within ``RuntimeConfig/stateBytes``. Order and timestamps end here.
    ///
    /// - Parameters:
    ///   - initial: Evaluated for each worker, and for the whole; combining it with a result must not change that.
    ///   - local: Called once per record, on the worker that holds it.
    ///   - global: Called once per worker, in no particular order.
    ///   - transform: Called once per record, with the result of the pass.
    /// - Throws: Whatever the closures throw ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records, divided among the workers; memory for the records.
    @inlinable
    public func foldThenMap<Result: Sendable, Output: Sendable>(
        _ initial: @autoclosure @escaping @Sendable () -> Result,
        local: @escaping @Sendable (inout Result, Element) throws -> Void,
        global: @escaping @Sendable (inout Result, Result) throws -> Void,
        _ transform: @escaping @Sendable (Element, Result) throws -> Output
    ) -> DataStream<Output> {
        let results = fold(initial(), local: { try local(&$0, $1) }, global: { try global(&$0, $1) })
            .spread("foldThenMap", wire: .resolve())
        return spreadOverWorkers("foldThenMap", wire: .resolve()).keyBy { _ in true }
            .join(results.keyBy { _ in true }).values().map { try transform($0, $1) }
    }
}

extension KeyedDataStream {
    /// Folds the values of each key, and transforms each of them with what came out for its key; as
    /// ``DataStream/foldThenMap(_:local:global:_:)``.
    ///
    /// ```swift
    /// let shares = sales.groupBy { $0.shop }.foldThenMap(0, { $0 += $1.amount }) { sale, total in sale.amount / total }
    /// ```
    ///
    /// Local: no record leaves its worker.
    @inlinable
    public func foldThenMap<Result: Sendable, Output: Sendable>(
        _ initial: @autoclosure @escaping @Sendable () -> Result,
        _ combine: @escaping @Sendable (inout Result, Value) throws -> Void,
        _ transform: @escaping @Sendable (Value, Result) throws -> Output
    ) -> KeyedDataStream<Key, Output, Placement> {
        join(fold(initial(), { try combine(&$0, $1) })).map { try transform($0, $1) }
    }
}
