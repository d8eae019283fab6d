public import Dataflow
public import Records

/// The records of a keyed stream, with the way to their keys. What operators do by key is written on it, once for all ways.
@usableFromInline
struct KeyedRecords<Access: KeyAccess> {
    @usableFromInline let stream: DataStream<Access.Record>
    /// What a record's key is. Where keys are stored, operators know of a shorter way.
    @usableFromInline let key: @Sendable (Access.Record) throws -> Access.Key

    @inlinable @inline(__always)
    init(_ stream: DataStream<Access.Record>, key: @escaping @Sendable (Access.Record) throws -> Access.Key) {
        self.stream = stream
        self.key = key
    }
}

extension KeyedRecords where Access: PairAccess {
    /// Brings records of equal keys together on one worker.
    @inlinable @inline(__always)
    func grouped(_ name: String) -> KeyedRecords {
        let grouped = stream.partition(name, wire: Access.wireFormat()) {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                partition: inout Partition<Access.Record>
            ) in
            let (seed, scrutiny) = (partition.seed, KeyScrutiny(Access.Key.self))
            partition.route(&cursor, input) { Access.hash(of: $0, seed: seed, scrutiny) }
        }
        return KeyedRecords(grouped, key: key)
    }
}
