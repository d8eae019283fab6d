/// A stream whose records of one key are all on one worker.
///
/// ```swift
/// let perParity = numbers.groupBy { $0 % 2 }.fold(0) { sum, number in sum += number }
/// ```
///
/// `groupBy` makes one; aggregations on it work key by key.
public struct KeyedStream<Key: Hashable & Sendable, Value: Sendable> {
    /// The same records, each with its key, without the promise that a key stays where it is.
    @usableFromInline let records: DataStream<Keyed<Key, Value>>

    @usableFromInline
    init(records: DataStream<Keyed<Key, Value>>) { self.records = records }

    /// The records as a plain stream of keys and values.
    ///
    /// ```swift
    /// counts.unkey().filter { $0.value > 1 }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Complexity: O(1), no record is touched.
    public func unkey() -> DataStream<Keyed<Key, Value>> { records }

    /// The values without their keys.
    ///
    /// ```swift
    /// let sums = numbers.groupBy { $0 % 2 }.fold(0) { $0 += $1 }.values()
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable
    public func values() -> DataStream<Value> { records.map { $0.value } }
}
