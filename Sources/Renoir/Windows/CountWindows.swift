public import Dataflow
public import Records

/// What windows of records keep of a key.
@frozen @usableFromInline
struct CountedEntry<Accumulator> {
    /// Records that have come.
    @usableFromInline var count: Int64 = 0
    /// The time of the last one.
    @usableFromInline var time = Int64.min
    @usableFromInline var panes: PanedEntry<Accumulator>

    @inlinable
    init(_ initial: Accumulator) { panes = PanedEntry(initial) }
}

/// Windows of records on one worker, in panes of so many records as windows have in common.
@usableFromInline
struct CountWindows<Key: Hashable & Sendable, Accumulator, Output> {
    @usableFromInline typealias Entry = CountedEntry<Accumulator>

    @usableFromInline let size: Int64
    @usableFromInline let every: Int64
    @usableFromInline let pane: Int64
    @usableFromInline let partial: PartialWindows
    @usableFromInline let initial: @Sendable () -> Accumulator
    @usableFromInline let seed: UInt64
    @usableFromInline let table = KeyedTable<Key, Entry>()
    private let hashes = Scratch<UInt64>()
    @usableFromInline var ready = ReadyResults<Output>()
    /// How much of the table the end of a pass has taken.
    @usableFromInline var drained = 0

    @usableFromInline
    init(
        size: Int, every: Int, partial: PartialWindows, _ replica: Replica,
        initial: @escaping @Sendable () -> Accumulator
    ) {
        self.size = Int64(size)
        self.every = Int64(every)
        pane = greatestCommonDivisor(self.size, self.every)
        self.partial = partial
        self.initial = initial
        seed = replica.seed
    }

    @usableFromInline
    func hashes(_ count: Int) -> UnsafeMutablePointer<UInt64> { hashes.reserve(count) }

    @usableFromInline
    var byteCount: Int {
        let missing = table.missingBytes
        return missing > 0 ? -missing : table.byteCount(adding: hashes.capacity)
    }

    @usableFromInline
    mutating func endPass() {
        table.removeAll()
        drained = 0
    }
}

extension CountWindows {
    /// Puts the records of a batch into windows, of which each comes out with its last record.
    @inlinable @inline(__always)
    mutating func fill<Value>(
        _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Keyed<Key, Value>>,
        _ output: UnsafeMutablePointer<Output>, add: (inout Accumulator, Value) throws -> Void,
        merge: (inout Accumulator, Accumulator) throws -> Void,
        make: (Key, Accumulator, CellBounds) throws -> Output?
    ) throws {
        let count = cursor.runLength
        guard count > 0 else { return }
        let records = input + cursor.consumed
        let times = cursor.inputTimes.map { $0 + cursor.consumed }
        let (hashes, initial) = (hashes(count), initial)
        func key(_ index: Int) -> UnsafeMutablePointer<Key> {
            withUnsafeMutablePointer(to: &records[index].key) { $0 }
        }
        KeyedTable<Key, Entry>.hash(0..<count, seed: seed, into: hashes, key: key)
        var visited = 0
        try table.visit(
            hashes: hashes, count: count, cursor: &visited, key: key, initial: { Entry(initial()) }
        ) { place, index throws in
            cursor.consumed += 1
            let value = withUnsafeMutablePointer(to: &records[index].value) { $0 }
            let entry = place.state
            let number = entry.pointee.count
            entry.pointee.count = number + 1
            if let times { entry.pointee.time = times[index] }
            let pane = size == every ? number / size : number / self.pane
            // Between windows there may be records that are in none.
            if every > size, number % every >= size {
                value.deinitialize(count: 1)
                return true
            }
            try value.withMovedValue { value in
                if entry.pointee.panes.current != pane { entry.pointee.panes.turn(to: pane, initial: initial) }
                try add(&entry.pointee.panes.sum, value)
            }
            let over = number + 1 - size
            guard over >= 0 ? over % every == 0 : partial == .atStart else { return true }
            let start = max(0, over)
            guard let sum = try sum(of: entry, from: start, to: number + 1, merge: merge),
                let result = try make(
                    place.key, sum, CellBounds(start: start, end: number + 1, last: entry.pointee.time))
            else { return true }
            (output + cursor.produced).initialize(to: result)
            cursor.outputTimes?[cursor.produced] = entry.pointee.time
            cursor.produced += 1
            return true
        }
    }

    @inlinable @inline(__always)
    func sum(
        of entry: UnsafeMutablePointer<Entry>, from start: Int64, to end: Int64,
        merge: (inout Accumulator, Accumulator) throws -> Void
    ) throws -> Accumulator? {
        if size == every {
            guard entry.pointee.panes.current != PanedEntry<Accumulator>.none else { return nil }
            var sum = initial()
            swap(&sum, &entry.pointee.panes.sum)
            entry.pointee.panes.current = PanedEntry<Accumulator>.none
            return sum
        }
        let (low, high) = (start / pane, (end + pane - 1) / pane)
        return try entry.pointee.panes.sum(
            from: low, to: high, keepingFrom: low, initial: initial, merge: merge)
    }

    /// At the end of a pass, gives the windows that aren't full, if they are wanted.
    @inlinable @inline(__always)
    mutating func emit(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        merge: (inout Accumulator, Accumulator) throws -> Void,
        make: (Key, Accumulator, CellBounds) throws -> Output?
    ) throws {
        guard cursor.isEndOfPass, partial == .atEnd else { return }
        while ready.give(&cursor, output), !table.isEmpty {
            var pair: (key: Key, entry: Entry)?
            _ = table.drain(from: &drained, limit: 1) { key, entry in pair = (key, entry) }
            if let pair { try end(pair.key, pair.entry, merge: merge, make: make) }
        }
        cursor.isPending = !ready.isEmpty
    }

    @inlinable
    mutating func end(
        _ key: Key, _ entry: Entry, merge: (inout Accumulator, Accumulator) throws -> Void,
        make: (Key, Accumulator, CellBounds) throws -> Output?
    ) throws {
        var entry = entry
        let count = entry.count
        // The first window that isn't full.
        var window = count < size ? 0 : (count - size) / every + 1
        while window * every < count {
            let start = window * every
            if let sum = try withUnsafeMutablePointer(
                to: &entry, { try sum(of: $0, from: start, to: count, merge: merge) }),
                let result = try make(key, sum, CellBounds(start: start, end: count, last: entry.time))
            {
                ready.append(result, time: entry.time)
            }
            window += 1
        }
    }
}
