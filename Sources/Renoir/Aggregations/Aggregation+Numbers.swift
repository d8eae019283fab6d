extension Aggregation where Accumulator == Int, Result == Int {
    /// The number of values; 0 if there is none.
    ///
    /// ```swift
    /// let visits = requests.groupBy { $0.page }.aggregate(.count)
    /// ```
    @inlinable @inline(__always)
    public static var count: Aggregation {
        Aggregation(initial: 0, add: { count, _ in count += 1 }, merge: { $0 += $1 }, result: { $0 })
    }
}

extension Aggregation where Accumulator == Result, Result: AdditiveArithmetic {
    /// The sum of what `number` makes of the values; zero if there is none.
    ///
    /// ```swift
    /// let bytes = requests.aggregate(.sum { $0.bytes }, by: { $0.page })
    /// ```
    ///
    /// A sum of integers that doesn't fit their type ends the program, as `+` does. Sums of floating-point numbers depend on the
    /// order of values in their last digits, and so on the number of workers.
    @inlinable @inline(__always)
    public static func sum(_ number: @escaping @Sendable (Value) throws -> Result) -> Aggregation {
        Aggregation(initial: .zero, add: { $0 += try number($1) }, merge: { $0 += $1 }, result: { $0 })
    }
}

extension Aggregation where Accumulator == RunningMean, Result == Double {
    /// The mean of what `number` makes of the values; none if there is no value.
    ///
    /// ```swift
    /// let delays = flights.groupBy { $0.airport }.aggregate(.mean { $0.delay })
    /// ```
    ///
    /// The last digits depend on the order of values, as those of sums do.
    @inlinable @inline(__always)
    public static func mean(_ number: @escaping @Sendable (Value) throws -> Double) -> Aggregation {
        Aggregation(
            initial: RunningMean(), add: { $0.add(try number($1)) }, merge: { $0.add($1) }, result: { $0.mean })
    }
}

/// What the mean of numbers is made of.
@frozen
public struct RunningMean: Sendable, Equatable {
    public var sum: Double
    public var count: Int

    /// The mean of no numbers.
    @inlinable
    public init() { (sum, count) = (0, 0) }

    /// nil if there is no number.
    @inlinable
    public var mean: Double? { count == 0 ? nil : sum / Double(count) }

    /// Takes a number.
    @inlinable @inline(__always)
    public mutating func add(_ number: Double) {
        sum += number
        count += 1
    }

    /// Takes the numbers of another mean.
    @inlinable @inline(__always)
    public mutating func add(_ other: RunningMean) {
        sum += other.sum
        count += other.count
    }
}
