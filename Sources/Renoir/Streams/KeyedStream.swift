/// A stream whose records have keys, by which its aggregations work.
///
/// ```swift
/// let perParity = numbers.groupBy { $0 % 2 }.fold(0) { sum, number in sum += number }
/// ```
///
/// ``DataStream/groupBy(_:)`` makes one in which all records of a key are on one worker, so that an aggregation sees all of
/// them. ``DataStream/keyBy(_:)`` leaves records where they are: each worker then has results of its own.
public struct KeyedStream<Key: Hashable & Sendable, Value: Sendable> {
    /// Where the keys are.
    @usableFromInline
    enum Form {
        /// Each record has its key with it.
        case stored(DataStream<Keyed<Key, Value>>)
        /// The key is computed from the record by whoever needs it: in the same loop, where the compiler sees both.
        case computed(DataStream<Value>, key: @Sendable (Value) throws -> Key)
    }

    @usableFromInline let form: Form

    @inlinable @inline(__always)
    init(records: DataStream<Keyed<Key, Value>>) { form = .stored(records) }

    @inlinable @inline(__always)
    init(_ values: DataStream<Value>, key: @escaping @Sendable (Value) throws -> Key) {
        form = .computed(values, key: key)
    }

    /// The same records, each with its key, without the promise that a key stays where it is.
    @inlinable @inline(__always)
    var records: DataStream<Keyed<Key, Value>> {
        switch form {
        case .stored(let records): records
        case .computed(let values, let key): values.keyed(key)
        }
    }

    /// The records as a plain stream of keys and values.
    ///
    /// ```swift
    /// counts.unkey().filter { $0.value > 1 }
    /// ```
    ///
    /// Local: no record leaves its worker. Order, timestamps and watermarks pass through.
    ///
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
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
    @inlinable @inline(__always)
    public func values() -> DataStream<Value> {
        switch form {
        case .stored(let records): records.map { $0.value }
        case .computed(let values, _): values
        }
    }
}
