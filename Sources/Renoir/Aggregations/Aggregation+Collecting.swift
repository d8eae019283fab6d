extension Aggregation where Accumulator == [Value], Result == [Value] {
    /// All values in an array, in the order in which they come.
    ///
    /// ```swift
    /// let baskets = purchases.groupBy { $0.customer }.aggregate(.collect)
    /// ```
    ///
    /// Keeps all of them in memory.
    @inlinable @inline(__always)
    public static var collect: Aggregation {
        Aggregation(initial: [], add: { $0.append($1) }, merge: { $0 += $1 }, result: { $0 })
    }
}

extension Aggregation {
    /// What `transform` makes of all values, in the order in which they come.
    ///
    /// ```swift
    /// let medians = flights.groupBy { $0.airport }.aggregate(.map { $0.sorted { $0.delay < $1.delay }[$0.count / 2] })
    /// ```
    ///
    /// Keeps all of them in memory.
    @inlinable @inline(__always)
    public static func map(_ transform: @escaping @Sendable ([Value]) throws -> Result) -> Aggregation
    where Accumulator == [Value] {
        Aggregation(initial: [], add: { $0.append($1) }, merge: { $0 += $1 }, result: { try transform($0) })
    }
}

extension Aggregation where Accumulator == Value?, Result == Value {
    /// The value with the least of what `property` makes of it, the first of several; none if there is no value.
    ///
    /// ```swift
    /// let cheapest = offers.groupBy { $0.product }.aggregate(.minBy { $0.price })
    /// ```
    ///
    /// NaN is greater than any number. Of values of several workers with the same property, any.
    @inlinable @inline(__always)
    public static func minBy<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Value) throws -> Property
    ) -> Aggregation {
        Aggregation(
            initial: nil,
            add: { least, value in
                guard let soFar = least else { return least = value }
                if Order.isLess(try property(value), try property(soFar)) { least = value }
            },
            merge: { least, other in
                guard let other else { return }
                guard let soFar = least else { return least = other }
                if Order.isLess(try property(other), try property(soFar)) { least = other }
            }, result: { $0 })
    }

    /// The value with the greatest of what `property` makes of it, the first of several; none if there is no value.
    ///
    /// ```swift
    /// let dearest = offers.groupBy { $0.product }.aggregate(.maxBy { $0.price })
    /// ```
    ///
    /// NaN is greater than any number. Of values of several workers with the same property, any.
    @inlinable @inline(__always)
    public static func maxBy<Property: Comparable & Sendable>(
        _ property: @escaping @Sendable (Value) throws -> Property
    ) -> Aggregation {
        Aggregation(
            initial: nil,
            add: { greatest, value in
                guard let soFar = greatest else { return greatest = value }
                if Order.isLess(try property(soFar), try property(value)) { greatest = value }
            },
            merge: { greatest, other in
                guard let other else { return }
                guard let soFar = greatest else { return greatest = other }
                if Order.isLess(try property(soFar), try property(other)) { greatest = other }
            }, result: { $0 })
    }
}

/// An order in which what isn't equal to itself comes behind all else.
@usableFromInline
enum Order {
    @inlinable @inline(__always)
    static func isLess<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        left < right || right != right && left == left
    }
}
