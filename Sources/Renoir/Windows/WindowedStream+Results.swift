extension WindowedStream {
    /// Combines the values of each window into one result.
    ///
    /// ```swift
    /// let sums = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).fold(0) { $0 += $1.value }
    /// ```
    ///
    /// As ``aggregate(_:)``. Where windows overlap, and in sessions, the values themselves are kept until the window closes: an `Aggregation`
    /// that says how to merge needs less.
    ///
    /// - Parameters:
    ///   - initial: Evaluated for each window.
    ///   - combine: Called for each value of a window.
    @inlinable @inline(__always)
    public func fold<Result: Sendable>(
        _ initial: @autoclosure @escaping @Sendable () -> Result,
        _ combine: @escaping @Sendable (inout Result, Value) throws -> Void
    ) -> KeyedDataStream<Key, Windowed<Span, Result>, Placement> {
        if windows.merges {
            return aggregate(
                .map { values in
                    var result = initial()
                    for value in values { try combine(&result, value) }
                    return result
                })
        }
        return aggregate(
            Aggregation(
                initial: initial(), add: combine, merge: { _, _ in preconditionFailure("windows that merge") },
                result: { $0 }))
    }

    /// Combines the values of each window with each other.
    ///
    /// ```swift
    /// let longest = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).reduce { $0.value < $1.value ? $1 : $0 }
    /// ```
    ///
    /// As ``aggregate(_:)``. `combine` must be associative.
    @inlinable @inline(__always)
    public func reduce(_ combine: @escaping @Sendable (Value, Value) throws -> Value) -> KeyedDataStream<
        Key, Windowed<Span, Value>, Placement
    > {
        aggregate(.reduce(combine))
    }

    /// The number of records in each window.
    ///
    /// ```swift
    /// let counts = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).count()
    /// ```
    @inlinable @inline(__always)
    public func count() -> KeyedDataStream<Key, Windowed<Span, Int>, Placement> { aggregate(.count) }

    /// The sum of what `number` makes of the values; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let sums = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).sum { $0.value }
    /// ```
    ///
    /// A window that moves on adds what it has anew, and subtracts nothing: an infinity or a large number that has left it is forgotten.
    @inlinable @inline(__always)
    public func sum<Number: AdditiveArithmetic & Sendable>(
        _ number: @escaping @Sendable (Value) throws -> Number
    ) -> KeyedDataStream<Key, Windowed<Span, Number>, Placement> { aggregate(.sum(number)) }

    /// The mean of what `number` makes of the values; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let means = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).mean { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func mean(_ number: @escaping @Sendable (Value) throws -> Double) -> KeyedDataStream<
        Key, Windowed<Span, Double>, Placement
    > {
        aggregate(.mean(number))
    }

    /// The least of what `property` makes of the values; as ``aggregate(_:)``. NaN is greater than any number.
    ///
    /// ```swift
    /// let lowest = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).min { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func min<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Value) throws -> Property
    ) -> KeyedDataStream<Key, Windowed<Span, Property>, Placement> { aggregate(.min(property)) }

    /// The greatest of what `property` makes of the values; as ``aggregate(_:)``. NaN is greater than any number.
    ///
    /// ```swift
    /// let highest = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).max { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func max<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Value) throws -> Property
    ) -> KeyedDataStream<Key, Windowed<Span, Property>, Placement> { aggregate(.max(property)) }

    /// The value with the least property, the first of several; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let coldest = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).minBy { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func minBy<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Value) throws -> Property
    ) -> KeyedDataStream<Key, Windowed<Span, Value>, Placement> { aggregate(.minBy(property)) }

    /// The value with the greatest property, the first of several; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let hottest = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).maxBy { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func maxBy<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Value) throws -> Property
    ) -> KeyedDataStream<Key, Windowed<Span, Value>, Placement> { aggregate(.maxBy(property)) }

    /// The value that came first; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let opening = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).first()
    /// ```
    @inlinable @inline(__always)
    public func first() -> KeyedDataStream<Key, Windowed<Span, Value>, Placement> { aggregate(.first) }

    /// The value that came last; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let closing = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).last()
    /// ```
    @inlinable @inline(__always)
    public func last() -> KeyedDataStream<Key, Windowed<Span, Value>, Placement> { aggregate(.last) }

    /// All values of each window, in the order in which they come; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let groups = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).collect()
    /// ```
    ///
    /// Keeps all of them until the window closes.
    @inlinable @inline(__always)
    public func collect() -> KeyedDataStream<Key, Windowed<Span, [Value]>, Placement> { aggregate(.collect) }

    /// What `transform` makes of all values of each window, in the order in which they come; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let spreads = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).map { values in values.last!.value - values[0].value }
    /// ```
    ///
    /// Keeps all of them until the window closes.
    @inlinable @inline(__always)
    public func map<Result: Sendable>(
        _ transform: @escaping @Sendable ([Value]) throws -> Result
    ) -> KeyedDataStream<Key, Windowed<Span, Result>, Placement> { aggregate(.map(transform)) }
}
