public import Dataflow

extension DataStream {
    /// Combines all records into one result.
    ///
    /// ```swift
    /// let text = context.stream(of: 0..<10).fold("") { text, number in text += "\(number)" }
    /// ```
    ///
    /// Exchanges: all records move to a single worker of rank 0, in order if they come from a single one. Emits one record
    /// at the end of a pass, `initial` if there is no record. Where the order doesn't matter,
    /// ``fold(_:local:global:)`` moves next to nothing.
    ///
    /// - Parameters:
    ///   - initial: Evaluated for each pass.
    ///   - combine: Called once per record.
    /// - Throws: Whatever `combine` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records, all of them on one worker.
    @inlinable @inline(__always)
    public func fold<Result: Sendable, Failure: Error>(
        _ initial: @autoclosure @escaping @Sendable () -> Result,
        _ combine: @escaping @Sendable (inout Result, Element) throws(Failure) -> Void
    ) -> DataStream<Result> {
        gather("fold", wire: .resolve()).foldLocally("fold", initial, { try combine(&$0, $1) }, result: { $0 })
    }

    /// Combines all records into one result, on each worker first.
    ///
    /// ```swift
    /// let sum = numbers.fold(0, local: { $0 += $1 }, global: { $0 += $1 })
    /// ```
    ///
    /// Exchanges: one partial result of each worker moves to a single worker of rank 0. Emits one record at the end of a
    /// pass, `initial` if there is no record.
    ///
    /// - Parameters:
    ///   - initial: Evaluated for each worker, and for the whole; combining it with a result must not change that.
    ///   - local: Called once per record, on the worker that holds it.
    ///   - global: Called once per worker, in no particular order.
    /// - Throws: Whatever `local` or `global` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for *n* records, divided among the workers; one record per worker travels.
    @inlinable @inline(__always)
    public func fold<Result: Sendable, Failure: Error, GlobalFailure: Error>(
        _ initial: @autoclosure @escaping @Sendable () -> Result,
        local: @escaping @Sendable (inout Result, Element) throws(Failure) -> Void,
        global: @escaping @Sendable (inout Result, Result) throws(GlobalFailure) -> Void
    ) -> DataStream<Result> {
        aggregated(
            ("fold locally", "fold"),
            Aggregation(initial: initial(), add: { try local(&$0, $1) }, merge: { try global(&$0, $1) }, result: { $0 })
        )
    }

    /// Counts the records.
    ///
    /// ```swift
    /// let lines = context.readLines("access.log").count().collect()
    /// ```
    ///
    /// Exchanges: one number of each worker moves to a single worker of rank 0. Emits one record at the end of a pass,
    /// 0 if there is no record.
    ///
    /// - Complexity: O(*n*) for *n* records, divided among the workers; one number per worker travels.
    @inlinable @inline(__always)
    public func count() -> DataStream<Int> { aggregated(("count locally", "count"), .count) }

    /// Combines the records of each worker.
    @inlinable @inline(__always)
    func foldLocally<Accumulator: Sendable, Result: Sendable>(
        _ name: String, _ initial: @escaping @Sendable () -> Accumulator,
        _ combine: @escaping @Sendable (inout Accumulator, Element) throws -> Void,
        result: @escaping @Sendable (Accumulator) throws -> Result?
    ) -> DataStream<Result> {
        apply(
            name, state: { _ in initial() },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, _: UnsafeMutablePointer<Result>,
                    state: UnsafeMutablePointer<Accumulator>
                ) in
                if _isPOD(Element.self) && _isPOD(Accumulator.self) {
                    // In a variable of its own the accumulator can stay in registers.
                    var accumulator = state.pointee
                    for i in cursor.consumed..<cursor.available { try combine(&accumulator, input[i]) }
                    state.pointee = accumulator
                    cursor.consumed = cursor.available
                } else {
                    while cursor.consumed < cursor.available {
                        let record = (input + cursor.consumed).move()
                        cursor.consumed += 1
                        try combine(&state.pointee, record)
                    }
                }
            },
            emission: { cursor, output, state in
                guard let result = try result(state.pointee) else { return }
                (output + cursor.produced).initialize(to: result)
                cursor.produced += 1
            },
            endPass: { state, _ in state = initial() })
    }
}
