/// How many values become one result: what is kept while they come, and what is made of it.
///
/// ```swift
/// let delays = flights.groupBy { $0.airport }.aggregate(.mean { $0.delay })
/// ```
///
/// There are ready ones: `count`, ``sum(_:)``, ``min(_:)``, ``max(_:)``, ``mean(_:)``, ``first``, ``last`` and ``reduce(_:)``.
/// One of your own says how an **accumulator** starts, takes a value, and takes another accumulator: workers have one each, for each
/// key if there are keys, and these are merged. It may well be kept as a constant, or in an extension beside the ready ones.
///
/// ```swift
/// extension Aggregation where Accumulator == Spread, Result == Double {
///     /// The difference between the largest and the smallest value.
///     static func range(_ number: @escaping @Sendable (Value) -> Double) -> Aggregation {
///         Aggregation(
///             initial: Spread(),
///             add: { spread, value in spread.include(number(value)) },
///             merge: { spread, other in spread.include(other) },
///             result: { spread in spread.isEmpty ? nil : spread.high - spread.low })
///     }
/// }
/// ```
///
/// A value of closures and not a protocol: a loop over records can be compiled with the closures inside, also with those that
/// closures call, but not with what is stored in an instance of a type.
public struct Aggregation<Value, Accumulator: Sendable, Result: Sendable>: Sendable {
    /// Makes the accumulator of no values.
    public let initial: @Sendable () -> Accumulator
    /// Takes a value.
    public let add: @Sendable (inout Accumulator, Value) throws -> Void
    /// Takes what another accumulator has taken.
    public let merge: @Sendable (inout Accumulator, Accumulator) throws -> Void
    /// Makes the result; nil if there is none.
    public let result: @Sendable (Accumulator) throws -> Result?

    /// An aggregation that is made of closures.
    ///
    /// Closures that capture nothing are compiled into the loops over records; one that captures costs a call per record. Where workers
    /// are on several ranks, accumulators travel: they are made of numbers, or `WireCodable` or `Codable`, as records are.
    ///
    /// - Parameters:
    ///   - initial: The accumulator of no values, evaluated for each that is needed; merging it changes nothing.
    ///   - add: Takes a value.
    ///   - merge: Takes what another accumulator has taken. The result must not depend on how values were divided among
    ///     accumulators; on their order only where it means something.
    ///   - result: Makes the result of all values; nil where there is none, so that nothing is put out.
    @inlinable @inline(__always)
    public init(
        initial: @autoclosure @escaping @Sendable () -> Accumulator,
        add: @escaping @Sendable (inout Accumulator, Value) throws -> Void,
        merge: @escaping @Sendable (inout Accumulator, Accumulator) throws -> Void,
        result: @escaping @Sendable (Accumulator) throws -> Result?
    ) {
        self.initial = initial
        self.add = add
        self.merge = merge
        self.result = result
    }
}

extension Aggregation where Accumulator == Result {
    /// An aggregation whose accumulator is the result.
    ///
    /// ```swift
    /// let titles = Aggregation<Book, Set<String>, Set<String>>(
    ///     initial: [], add: { titles, book in titles.insert(book.title) }, merge: { $0.formUnion($1) })
    /// ```
    @inlinable @inline(__always)
    public init(
        initial: @autoclosure @escaping @Sendable () -> Result,
        add: @escaping @Sendable (inout Result, Value) throws -> Void,
        merge: @escaping @Sendable (inout Result, Result) throws -> Void
    ) {
        self.init(initial: initial(), add: add, merge: merge, result: { $0 })
    }
}
