public import Records

/// Records that have their keys with them.
@usableFromInline
enum StoredKeys<Key: Hashable & Sendable, Value: Sendable>: PairAccess {
    @usableFromInline typealias Record = Keyed<Key, Value>

    @inlinable @inline(__always)
    static var storesKeys: Bool { true }

    @inlinable @inline(__always)
    static func storedKey(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Key> {
        withUnsafeMutablePointer(to: &record.pointee.key) { $0 }
    }

    @inlinable @inline(__always)
    static func takeKey(of record: UnsafeMutablePointer<Record>, by key: (Record) throws -> Key) throws -> Key {
        storedKey(in: record).move()
    }

    @inlinable @inline(__always)
    static func hash(
        _ records: UnsafeMutablePointer<Record>, count: Int, seed: UInt64, into hashes: UnsafeMutablePointer<UInt64>
    ) {
        KeyedTable<Key, Value>.hash(0..<count, seed: seed, into: hashes) { storedKey(in: records + $0) }
    }

    @inlinable @inline(__always)
    static func value(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Value> {
        withUnsafeMutablePointer(to: &record.pointee.value) { $0 }
    }

    @inlinable @inline(__always)
    static func pair(_ key: consuming Key, _ value: consuming Value, hash: UInt64) -> Record {
        Keyed(key: key, value: value)
    }

    @inlinable @inline(__always)
    static func key(of record: Record) -> Key { record.key }

    @inlinable @inline(__always)
    static func hash(of record: UnsafeMutablePointer<Record>, seed: UInt64, _ scrutiny: KeyScrutiny) -> UInt64 {
        KeyHash.hash(record.pointee.key, seed: seed, scrutiny)
    }

    @inlinable
    static func wireFormat() -> WireFormat<Record>? { Record.wireFormat() }
}
