public import Dataflow

extension DataStream {
    /// Transforms each record with a state that each worker has for itself.
    ///
    /// ```swift
    /// let numbered = lines.mapWithState(0) { number, line in
    ///     number += 1
    ///     return (number, line)
    /// }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through. Each pass begins with a new state.
    ///
    /// - Parameters:
    ///   - initial: The state of a worker at the beginning of a pass.
    ///   - transform: Called once per record, on the worker that holds it, in the order of its stream.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func mapWithState<State, Output: Sendable>(
        _ initial: @autoclosure @escaping @Sendable () -> State,
        _ transform: @escaping @Sendable (inout State, Element) throws -> Output
    ) -> DataStream<Output> {
        compactMapWithState(initial()) { state, record in Optional(try transform(&state, record)) }
    }

    /// Transforms each record with a state that each worker has for itself, and drops those for which `transform` returns nil; as
    /// ``mapWithState(_:_:)``.
    ///
    /// ```swift
    /// let changes = readings.compactMapWithState(Double.nan) { last, reading in
    ///     defer { last = reading.value }
    ///     return reading.value == last ? nil : reading
    /// }
    /// ```
    @inlinable @inline(__always)
    public func compactMapWithState<State, Output: Sendable>(
        _ initial: @autoclosure @escaping @Sendable () -> State,
        _ transform: @escaping @Sendable (inout State, Element) throws -> Output?
    ) -> DataStream<Output> {
        apply(
            "mapWithState", keepsTimes: true, state: { _ in initial() },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Output>,
                    state: UnsafeMutablePointer<State>
                ) in
                while cursor.canAdvance {
                    let record = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    guard let transformed = try transform(&state.pointee, record) else { continue }
                    (output + cursor.produced).initialize(to: transformed)
                    cursor.keepTime()
                    cursor.produced += 1
                }
            }, endPass: { state, _ in state = initial() })
    }
}

extension KeyedDataStream {
    /// Transforms each value with a state that its key has for itself.
    ///
    /// ```swift
    /// let balances = payments.groupBy { $0.account }.mapWithState(0) { balance, payment in
    ///     balance += payment.amount
    ///     return balance
    /// }
    /// ```
    ///
    /// Local: no record leaves its worker. Order within a key, timestamps and watermarks pass through. Each pass begins with new states, which
    /// are kept within ``RuntimeConfig/stateBytes``.
    ///
    /// - Parameters:
    ///   - initial: The state of a key that is new.
    ///   - transform: Called once per record, on the worker that holds it, for each key in the order of its stream.
    /// - Throws: Whatever `transform` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records; each has its key with it from here on.
    @inlinable @inline(__always)
    public func mapWithState<State, Output: Sendable>(
        _ initial: @autoclosure @escaping @Sendable () -> State,
        _ transform: @escaping @Sendable (inout State, Value) throws -> Output
    ) -> KeyedDataStream<Key, Output, Placement> {
        compactMapWithState(initial()) { state, value in Optional(try transform(&state, value)) }
    }

    /// Transforms each value with a state that its key has for itself, and drops those for which `transform` returns nil; as
    /// ``mapWithState(_:_:)``.
    @inlinable @inline(__always)
    public func compactMapWithState<State, Output: Sendable>(
        _ initial: @autoclosure @escaping @Sendable () -> State,
        _ transform: @escaping @Sendable (inout State, Value) throws -> Output?
    ) -> KeyedDataStream<Key, Output, Placement> {
        KeyedDataStream<Key, Output, Placement>(
            records: records.apply(
                "mapWithState", keepsTimes: true, state: { KeyedStates<Key, State>($0, initial: initial) },
                kernel: {
                    (
                        cursor: inout Cursor, input: UnsafeMutablePointer<Keyed<Key, Value>>,
                        output: UnsafeMutablePointer<Keyed<Key, Output>>,
                        states: UnsafeMutablePointer<KeyedStates<Key, State>>
                    ) in
                    try StoredKeys<Key, Value>.apply(states, &cursor, input, output, transform)
                }, endPass: { states, _ in states.becomeEmpty() }, stateBytes: { $0.pointee.byteCount }))
    }
}
