public import Records

/// Records whose keys are computed by whoever needs them: in the same loop, where the compiler sees both.
@usableFromInline
enum ComputedKeys<Key: Hashable & Sendable, Record: Sendable>: KeyAccess {
    @usableFromInline typealias Value = Record

    @inlinable @inline(__always)
    static var storesKeys: Bool { false }

    @inlinable @inline(__always)
    static func storedKey(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Key> {
        preconditionFailure("\(Record.self) has no key in it")
    }

    @inlinable @inline(__always)
    static func takeKey(of record: UnsafeMutablePointer<Record>, by key: (Record) throws -> Key) throws -> Key {
        try record.withValue(key)
    }

    @inlinable @inline(__always)
    static func value(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Record> { record }
}

/// Records that are done with when their keys are made, as where they are only counted.
@usableFromInline
enum SpentRecords<Key: Hashable & Sendable, Record: Sendable>: KeyAccess {
    @usableFromInline typealias Value = SpentRecord

    @inlinable @inline(__always)
    static var storesKeys: Bool { false }

    @inlinable @inline(__always)
    static var spendsRecords: Bool { true }

    @inlinable @inline(__always)
    static func storedKey(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<Key> {
        preconditionFailure("\(Record.self) has no key in it")
    }

    @inlinable @inline(__always)
    static func takeKey(of record: UnsafeMutablePointer<Record>, by key: (Record) throws -> Key) throws -> Key {
        try key(record.move())
    }

    @inlinable @inline(__always)
    static func value(in record: UnsafeMutablePointer<Record>) -> UnsafeMutablePointer<SpentRecord> {
        UnsafeMutableRawPointer(record).assumingMemoryBound(to: SpentRecord.self)
    }
}

/// The value of a record that is no more.
@usableFromInline
struct SpentRecord: Sendable {}
