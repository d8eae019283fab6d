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

    /// Takes keys and their states out, and puts what `make` makes of them, as far as there is room.
    ///
    /// - Parameter make: Gets a key, its state and the table's hash; nil is not put.
    @inlinable @inline(__always)
    mutating func emit<Output>(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        make: (consuming Key, consuming State, UInt64) throws -> Output?
    ) throws {
        var produced = cursor.produced
        defer { cursor.produced = produced }
        while produced < cursor.capacity, !table.isEmpty {
            _ = try table.drain(from: &drained, limit: cursor.capacity - produced) { (key, state, hash) throws in
                guard let record = try make(key, state, hash) else { return }
                (output + produced).initialize(to: record)
                produced += 1
            }
        }
        cursor.isPending = !table.isEmpty
        if !cursor.isPending { becomeEmpty() }
    }

    /// Moves keys and their states out, as far as there is room. Kept out of the kernels that do so early, whose loops have better
    /// use for the registers.
    @inlinable @inline(never)
    mutating func emitPairs<Pairs: PairAccess>(
        _ pairs: Pairs.Type, _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Pairs.Record>
    ) where Pairs.Key == Key, Pairs.Value == State {
        var next = output + cursor.produced
        cursor.produced += table.drain(from: &drained, limit: cursor.capacity - cursor.produced) { key, state, hash in
            next.initialize(to: Pairs.pair(key, state, hash: hash))
            next += 1
        }
        cursor.isPending = !table.isEmpty
        if !cursor.isPending { becomeEmpty() }
    }

    /// Gives back the memory of a table that has been emptied.
    @usableFromInline
    mutating func becomeEmpty() {
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
