extension Aggregation where Accumulator == HyperLogLog, Result == Int {
    /// About how many different values `property` makes, with a standard error of 0.81 %; see ``HyperLogLog``.
    ///
    /// ```swift
    /// let visitors = visits.groupBy { $0.page }.aggregate(.approximateDistinct { $0.user })
    /// ```
    ///
    /// The result doesn't depend on how values were divided among workers. Up to 16 KiB for each key.
    public static func approximateDistinct<Property: Hashable & Sendable>(
        _ property: @escaping @Sendable (Value) throws -> Property
    ) -> Aggregation {
        Aggregation(
            initial: HyperLogLog(), add: { $0.add(try property($1)) }, merge: { $0.merge($1) },
            result: { Int($0.estimate.rounded()) })
    }
}

extension Aggregation where Accumulator == QuantileSketch, Result == [Double] {
    /// About the quantiles of the numbers that `number` makes of values, each within 1.33 % of its place in the order with a
    /// probability of 99 %; see ``QuantileSketch``. None if there is no value.
    ///
    /// ```swift
    /// let latencies = requests.groupBy { $0.service }.aggregate(.approximateQuantiles([0.5, 0.99]) { $0.seconds })
    /// ```
    ///
    /// - Parameter shares: Each from 0 to 1, or the job ends with an error.
    public static func approximateQuantiles(
        _ shares: [Double], of number: @escaping @Sendable (Value) throws -> Double
    ) -> Aggregation {
        Aggregation(
            initial: QuantileSketch(), add: { $0.add(try number($1)) }, merge: { $0.merge($1) },
            result: { sketch in
                guard sketch.count > 0 else { return nil }
                return try zip(sketch.quantiles(shares), shares).map { quantile, share in
                    guard let quantile else { throw QuantileError(share: share) }
                    return quantile
                }
            })
    }
}

/// A share was asked for that isn't between 0 and 1.
struct QuantileError: Error, CustomStringConvertible {
    let share: Double

    var description: String { "a quantile of \(share); it lies between 0 and 1" }
}
