extension AllWindowedStream {
    /// Combines the values of each window into one result.
    ///
    /// ```swift
    /// let sums = readings.windowAll(.tumbling(.seconds(10))).fold(0) { $0 += $1.value }
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
        _ combine: @escaping @Sendable (inout Result, Element) throws -> Void
    ) -> DataStream<Windowed<Span, Result>> {
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
    /// let longest = readings.windowAll(.tumbling(.seconds(10))).reduce { $0.value < $1.value ? $1 : $0 }
    /// ```
    ///
    /// As ``aggregate(_:)``. `combine` must be associative.
    @inlinable @inline(__always)
    public func reduce(_ combine: @escaping @Sendable (Element, Element) throws -> Element) -> DataStream<
        Windowed<Span, Element>
    > {
        aggregate(.reduce(combine))
    }

    /// The number of records in each window.
    ///
    /// ```swift
    /// let counts = readings.windowAll(.tumbling(.seconds(10))).count()
    /// ```
    @inlinable @inline(__always)
    public func count() -> DataStream<Windowed<Span, Int>> { aggregate(.count) }

    /// The sum of what `number` makes of the values; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let sums = readings.windowAll(.tumbling(.seconds(10))).sum { $0.value }
    /// ```
    ///
    /// A window that moves on adds what it has anew, and subtracts nothing: an infinity or a large number that has left it is forgotten.
    @inlinable @inline(__always)
    public func sum<Number: AdditiveArithmetic & Sendable>(
        _ number: @escaping @Sendable (Element) throws -> Number
    ) -> DataStream<Windowed<Span, Number>> { aggregate(.sum(number)) }

    /// The mean of what `number` makes of the values; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let means = readings.windowAll(.tumbling(.seconds(10))).mean { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func mean(_ number: @escaping @Sendable (Element) throws -> Double) -> DataStream<Windowed<Span, Double>> {
        aggregate(.mean(number))
    }

    /// The least of what `property` makes of the values; as ``aggregate(_:)``. NaN is greater than any number.
    ///
    /// ```swift
    /// let lowest = readings.windowAll(.tumbling(.seconds(10))).min { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func min<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Element) throws -> Property
    ) -> DataStream<Windowed<Span, Property>> { aggregate(.min(property)) }

    /// The greatest of what `property` makes of the values; as ``aggregate(_:)``. NaN is greater than any number.
    ///
    /// ```swift
    /// let highest = readings.windowAll(.tumbling(.seconds(10))).max { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func max<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Element) throws -> Property
    ) -> DataStream<Windowed<Span, Property>> { aggregate(.max(property)) }

    /// The value with the least property, the first of several; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let coldest = readings.windowAll(.tumbling(.seconds(10))).minBy { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func minBy<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Element) throws -> Property
    ) -> DataStream<Windowed<Span, Element>> { aggregate(.minBy(property)) }

    /// The value with the greatest property, the first of several; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let hottest = readings.windowAll(.tumbling(.seconds(10))).maxBy { $0.value }
    /// ```
    @inlinable @inline(__always)
    public func maxBy<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Element) throws -> Property
    ) -> DataStream<Windowed<Span, Element>> { aggregate(.maxBy(property)) }

    /// The value that came first; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let opening = readings.windowAll(.tumbling(.seconds(10))).first()
    /// ```
    @inlinable @inline(__always)
    public func first() -> DataStream<Windowed<Span, Element>> { aggregate(.first) }

    /// The value that came last; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let closing = readings.windowAll(.tumbling(.seconds(10))).last()
    /// ```
    @inlinable @inline(__always)
    public func last() -> DataStream<Windowed<Span, Element>> { aggregate(.last) }

    /// All values of each window, in the order in which they come; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let groups = readings.windowAll(.tumbling(.seconds(10))).collect()
    /// ```
    ///
    /// Keeps all of them until the window closes.
    @inlinable @inline(__always)
    public func collect() -> DataStream<Windowed<Span, [Element]>> { aggregate(.collect) }

    /// What `transform` makes of all values of each window, in the order in which they come; as ``aggregate(_:)``.
    ///
    /// ```swift
    /// let spreads = readings.windowAll(.tumbling(.seconds(10))).map { values in values.last!.value - values[0].value }
    /// ```
    ///
    /// Keeps all of them until the window closes.
    @inlinable @inline(__always)
    public func map<Result: Sendable>(
        _ transform: @escaping @Sendable ([Element]) throws -> Result
    ) -> DataStream<Windowed<Span, Result>> { aggregate(.map(transform)) }
}
