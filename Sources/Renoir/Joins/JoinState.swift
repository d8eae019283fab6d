public import Dataflow
public import Records

/// What a join knows of a key: the lists of what it keeps of either stream.
@usableFromInline
struct JoinEntry {
    @usableFromInline var left = Self.none
    @usableFromInline var right = Self.none

    @inlinable
    init() {}

    /// No record has come.
    @inlinable static var none: UInt32 { .max }
    /// Records have come, and none is kept.
    @inlinable static var seen: UInt32 { .max - 1 }

    @inlinable @inline(__always)
    static func isKept(_ list: UInt32) -> Bool { list < seen }
}

/// The state of a hash join on one worker: one table for both streams, so that a record is looked up once, to be kept and to meet others.
@usableFromInline
struct JoinState<Key: Hashable, Left, Right> {
    /// A record that goes on meeting others when there is room.
    @usableFromInline
    struct Pending {
        @usableFromInline let entry: KeyedPlace<Key, JoinEntry>
        /// The record, and whether it stays.
        @usableFromInline let own: UInt32
        /// Which one of the other stream is next; of what list.
        @usableFromInline var next: UInt32
        @usableFromInline let list: UInt32

        @inlinable
        init(entry: KeyedPlace<Key, JoinEntry>, own: UInt32, next: UInt32, list: UInt32) {
            self.entry = entry
            self.own = own
            self.next = next
            self.list = list
        }
    }

    @usableFromInline let kind: JoinKind
    @usableFromInline let seed: UInt64
    @usableFromInline let table = KeyedTable<Key, JoinEntry>()
    @usableFromInline let left: ValueLists<Left>
    @usableFromInline let right: ValueLists<Right>
    private let hashes = Scratch<UInt64>()
    @usableFromInline var pending: Pending?
    /// Which stream has ended the pass while the other one goes on.
    @usableFromInline var ended: JoinSide?
    /// How many slots of the table have given what met none.
    @usableFromInline var drained = 0

    @usableFromInline
    init(_ kind: JoinKind, _ replica: Replica, isTimed: Bool) {
        self.kind = kind
        seed = replica.seed
        left = ValueLists(isTimed: isTimed)
        right = ValueLists(isTimed: isTimed)
    }

    @usableFromInline
    func hashes(_ count: Int) -> UnsafeMutablePointer<UInt64> { hashes.reserve(count) }

    /// Bytes of what is kept; negative if the system has refused so many.
    @usableFromInline
    var byteCount: Int {
        guard table.missingBytes == 0 else { return -table.missingBytes }
        return table.byteCount(adding: hashes.capacity) + left.byteCount + right.byteCount
    }

    @usableFromInline
    mutating func endPass() {
        table.removeAll()
        left.removeAll()
        right.removeAll()
        pending = nil
        ended = nil
        drained = 0
    }
}
