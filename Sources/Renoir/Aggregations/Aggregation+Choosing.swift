extension Aggregation where Accumulator == Result? {
    /// What `combine` makes of all values; none if there is no value, the value itself if there is one.
    ///
    /// ```swift
    /// let longest = words.groupBy { $0.first }.aggregate(.reduce { $0.count < $1.count ? $1 : $0 })
    /// ```
    ///
    /// - Parameter combine: Called for each value but the first, with what was combined so far, and for what workers have combined.
    ///   Must be associative, and commutative where records of one key come from several workers.
    @inlinable @inline(__always)
    public static func reduce(_ combine: @escaping @Sendable (Value, Value) throws -> Value) -> Aggregation
    where Value == Result {
        Aggregation(
            initial: nil, add: { try take($1, into: &$0, combine) },
            merge: { combined, other in if let other { try take(other, into: &combined, combine) } }, result: { $0 })
    }

    /// The least of what `property` makes of the values; none if there is no value.
    ///
    /// ```swift
    /// let earliest = flights.groupBy { $0.airport }.aggregate(.min { $0.departure })
    /// ```
    ///
    /// NaN is greater than any number, so that the result doesn't depend on the order of values.
    @inlinable @inline(__always)
    public static func min(_ property: @escaping @Sendable (Value) throws -> Result) -> Aggregation
    where Result: Comparable {
        Aggregation(
            initial: nil, add: { takeLeast(try property($1), into: &$0) },
            merge: { least, other in if let other { takeLeast(other, into: &least) } }, result: { $0 })
    }

    /// The greatest of what `property` makes of the values; none if there is no value.
    ///
    /// ```swift
    /// let latest = flights.groupBy { $0.airport }.aggregate(.max { $0.departure })
    /// ```
    ///
    /// NaN is greater than any number, so that the result doesn't depend on the order of values.
    @inlinable @inline(__always)
    public static func max(_ property: @escaping @Sendable (Value) throws -> Result) -> Aggregation
    where Result: Comparable {
        Aggregation(
            initial: nil, add: { takeGreatest(try property($1), into: &$0) },
            merge: { greatest, other in if let other { takeGreatest(other, into: &greatest) } }, result: { $0 })
    }

    /// Moves what was combined out and back, so that it has no other owner while it's combined.
    @inlinable @inline(__always)
    static func take(
        _ value: consuming Result, into combined: inout Result?, _ combine: (Result, Result) throws -> Result
    ) throws {
        if let soFar = combined.take() { combined = try combine(soFar, value) } else { combined = value }
    }

    @inlinable @inline(__always)
    static func takeLeast(_ value: consuming Result, into least: inout Result?) where Result: Comparable {
        guard let soFar = least else { return least = value }
        if comesBefore(value, soFar) { least = value }
    }

    @inlinable @inline(__always)
    static func takeGreatest(_ value: consuming Result, into greatest: inout Result?) where Result: Comparable {
        guard let soFar = greatest else { return greatest = value }
        if comesBefore(soFar, value) { greatest = value }
    }

}

extension Aggregation where Accumulator == Result?, Value == Result {
    /// The value that came first; none if there is no value. Of several workers, that of any.
    ///
    /// ```swift
    /// let logins = events.groupBy { $0.user }.aggregate(.first)
    /// ```
    @inlinable @inline(__always)
    public static var first: Aggregation {
        Aggregation(
            initial: nil, add: { if $0 == nil { $0 = $1 } }, merge: { if $0 == nil { $0 = $1 } }, result: { $0 })
    }

    /// The value that came last; none if there is no value. Of several workers, that of any.
    ///
    /// ```swift
    /// let logouts = events.groupBy { $0.user }.aggregate(.last)
    /// ```
    @inlinable @inline(__always)
    public static var last: Aggregation {
        Aggregation(
            initial: nil, add: { $0 = $1 }, merge: { last, other in if other != nil { last = other } }, result: { $0 })
    }
}
