/// A stream whose records have keys, with all records of a key on one worker: what ``DataStream/groupBy(_:)`` gives.
///
/// ```swift
/// let perParity = numbers.groupBy { $0 % 2 }.fold(0) { sum, number in sum += number }
/// ```
///
/// An aggregation sees all records of a key, so that there is one result for each.
public typealias KeyedStream<Key: Hashable & Sendable, Value: Sendable> = KeyedDataStream<Key, Value, GroupedByKey>

/// A stream whose records have keys, and are wherever they were before: what ``DataStream/keyBy(_:)`` gives.
///
/// ```swift
/// let perWorker = numbers.keyBy { $0 % 2 }.count()
/// ```
///
/// Records of a key may be on several workers, and an aggregation has a result for the key on each of them.
public typealias LocallyKeyedStream<Key: Hashable & Sendable, Value: Sendable> =
    KeyedDataStream<Key, Value, LeftInPlace>

/// Where the records of a keyed stream are: ``GroupedByKey`` or ``LeftInPlace``.
public protocol KeyPlacement {}

/// All records of a key are on one worker, which its hash decides on.
public enum GroupedByKey: KeyPlacement {}

/// Records are where they were before they got keys.
public enum LeftInPlace: KeyPlacement {}

/// Records that have keys, by which aggregations work.
///
/// ```swift
/// extension KeyedDataStream where Value == Double {
///     func rounded() -> KeyedDataStream<Key, Int, Placement> { map { Int($0.rounded()) } }
/// }
/// ```
///
/// Programs mostly say ``KeyedStream`` or ``LocallyKeyedStream``. Operators that change values leave keys as they are, and records
/// where they are.
public struct KeyedDataStream<Key: Hashable & Sendable, Value: Sendable, Placement: KeyPlacement> {
    /// Where the keys are.
    @usableFromInline
    enum Form {
        /// Each record has its key with it.
        case stored(KeyedRecords<StoredKeys<Key, Value>>)
        /// The key is computed from the record.
        case computed(KeyedRecords<ComputedKeys<Key, Value>>)
    }

    @usableFromInline let form: Form

    @inlinable @inline(__always)
    init(records: DataStream<Keyed<Key, Value>>) { form = .stored(KeyedRecords(records) { $0.key }) }

    @inlinable @inline(__always)
    init(_ values: DataStream<Value>, key: @escaping @Sendable (Value) throws -> Key) {
        form = .computed(KeyedRecords(values, key: key))
    }

    /// The same records, each with its key, without the promise that a key stays where it is.
    @inlinable @inline(__always)
    var records: DataStream<Keyed<Key, Value>> {
        switch form {
        case .stored(let records): records.stream
        case .computed(let records): records.stored()
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
        case .stored(let records): records.stream.map { $0.value }
        case .computed(let records): records.stream
        }
    }
}
