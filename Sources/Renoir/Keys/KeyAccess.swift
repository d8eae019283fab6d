public import Records

/// How operators reach the key and the value of a record of a keyed stream.
///
/// Static, so that an operator's loop is written once and compiled for each. What it needs of the program, the function that
/// makes a key, reaches it as an argument: a kernel that captured more than closures would not be compiled with them inside.
@usableFromInline
protocol KeyAccess {
    associatedtype Record: Sendable
    associatedtype Key: Hashable & Sendable
    associatedtype Value: Sendable

    /// Whether a record has its key with it, so that it's used where it lies.
    static var storesKeys: Bool { get }

    /// Whether a record has the hash of its key with it, too.
    static var storesHashes: Bool { get }

    /// Whether a record goes when its key is made.
    static var spendsRecords: Bool { get }

    /// Where the key of a record lies that ``storesKeys``.
    static func storedKey(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Key>

    /// Moves the key out, or makes it by `key`; the value stays, unless the record is spent.
    static func takeKey(of record: UnsafeMutablePointer<Record>, by key: (Record) throws -> Key) throws -> Key

    /// Hashes keys that are stored.
    static func hash(
        _ records: UnsafeMutablePointer<Record>, count: Int, seed: UInt64, into hashes: UnsafeMutablePointer<UInt64>)

    /// Where the value lies.
    static func value(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Value>
}

/// An access to records that are made of a key and a value.
@usableFromInline
protocol PairAccess: KeyAccess, SendableMetatype {
    /// - Parameter hash: The one that a table has for the key; see `KeyedTable.drain`.
    static func pair(_ key: consuming Key, _ value: consuming Value, hash: UInt64) -> Record

    static func key(of record: Record) -> Key

    /// The hash that decides where a record goes.
    static func hash(of record: UnsafeMutablePointer<Record>, seed: UInt64, _ scrutiny: KeyScrutiny) -> UInt64

    /// How records travel; nil if they can't.
    static func wireFormat() -> WireFormat<Record>?
}

extension KeyAccess {
    @inlinable @inline(__always)
    static var storesHashes: Bool { false }

    @inlinable @inline(__always)
    static var spendsRecords: Bool { false }

    /// Only what stores keys hashes them there.
    @inlinable @inline(__always)
    static func hash(
        _ records: UnsafeMutablePointer<Record>, count: Int, seed: UInt64, into hashes: UnsafeMutablePointer<UInt64>
    ) {}
}
