public import Records

/// Pairs on their way from one table to another, with the hashes that the first has for their keys.
@usableFromInline
enum HashedKeys<Key: Hashable & Sendable, Value: Sendable>: PairAccess {
    @usableFromInline typealias Record = Hashed<Key, Value>

    @inlinable @inline(__always)
    static var storesKeys: Bool { true }

    @inlinable @inline(__always)
    static var storesHashes: Bool { true }

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
        for index in 0..<count { hashes[index] = records[index].hash }
    }

    @inlinable @inline(__always)
    static func value(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Value> {
        withUnsafeMutablePointer(to: &record.pointee.value) { $0 }
    }

    @inlinable @inline(__always)
    static func pair(_ key: consuming Key, _ value: consuming Value, hash: UInt64) -> Record {
        Hashed(key: key, value: value, hash: hash)
    }

    @inlinable @inline(__always)
    static func key(of record: Record) -> Key { record.key }

    @inlinable @inline(__always)
    static func hash(of record: UnsafeMutablePointer<Record>, seed: UInt64, _ scrutiny: KeyScrutiny) -> UInt64 {
        record.pointee.hash
    }

    @inlinable
    static func wireFormat() -> WireFormat<Record>? { Record.wireFormat() }
}
