public import Dataflow
public import Records

/// The states of the keys of one replica, and what a kernel needs to reach them batch by batch.
@usableFromInline
struct KeyedStates<Key: Hashable, State> {
    @usableFromInline let table = KeyedTable<Key, State>()
    @usableFromInline let seed: UInt64
    @usableFromInline let initial: @Sendable () -> State
    private let hashes = Scratch<UInt64>()
    private let keys = Scratch<Key>()
    /// Bytes that a table may have which only combines records before they move; what is more goes on its way early.
    private let mostCombined: Int
    @usableFromInline var drained = 0
    /// Whether the table is being emptied because it has grown too large.
    @usableFromInline var isDraining = false

    @usableFromInline
    init(_ replica: Replica, initial: @escaping @Sendable () -> State) {
        seed = replica.seed
        self.initial = initial
        mostCombined = min(128 << 20, replica.stateBytes / 4)
    }

    /// Room for the hashes of `count` records.
    @usableFromInline
    func hashes(_ count: Int) -> UnsafeMutablePointer<UInt64> { hashes.reserve(count) }

    /// Room for the keys of `count` records, which is not initialised between two calls.
    @usableFromInline
    func keys(_ count: Int) -> UnsafeMutablePointer<Key> { keys.reserve(count) }

    /// Bytes of the table while it takes another batch; negative if the system has refused so many.
    @usableFromInline
    var byteCount: Int { table.missingBytes > 0 ? -table.missingBytes : table.byteCount(adding: hashes.capacity) }

    /// Whether a table that only combines should be emptied; it's then emptied before it takes anything more.
    @usableFromInline
    mutating func checkBudget() -> Bool {
        isDraining = byteCount > mostCombined
        return isDraining
    }

    /// Moves keys and their states out, as far as there is room.
    @inlinable
    mutating func emit(_ cursor: inout Cursor, _ output: UnsafeMutablePointer<Keyed<Key, State>>) {
        drain(into: output + cursor.produced, &cursor)
        cursor.isPending = !table.isEmpty
    }

    @inlinable
    mutating func drain(into output: UnsafeMutablePointer<Keyed<Key, State>>, _ cursor: inout Cursor) {
        var next = output
        cursor.produced += table.drain(from: &drained, limit: cursor.capacity - cursor.produced) { key, state in
            next.initialize(to: Keyed(key: key, value: state))
            next += 1
        }
        guard table.isEmpty else { return }
        drained = 0
        isDraining = false
        table.removeAll()
    }
}

/// Memory for what belongs to the records of one batch, which grows to the largest batch and stays.
final class Scratch<Element> {
    private var base: UnsafeMutablePointer<Element>?
    private(set) var capacity = 0

    deinit { base?.deallocate() }

    func reserve(_ count: Int) -> UnsafeMutablePointer<Element> {
        if let base, count <= capacity { return base }
        base?.deallocate()
        capacity = max(64, count)
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        base = larger
        return larger
    }
}
