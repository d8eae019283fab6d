public import Dataflow
public import Records

/// The state of a join in time on one worker: what is kept of each key, and when keys have to be looked at.
@usableFromInline
struct TimedJoin<Key: Hashable & Sendable, Left, Right, Output> {
    @usableFromInline typealias Entry = TimedEntry<Left, Right>

    /// How far a right record may lie before and behind a left one.
    @usableFromInline let (before, after): (Int64, Int64)
    /// How much longer than it must something is kept: then more goes at a time.
    @usableFromInline let slack: Int64
    @usableFromInline let seed: UInt64
    @usableFromInline let table = KeyedTable<Key, TimedEntry<Left, Right>>()
    private let hashes = Scratch<UInt64>()
    @usableFromInline var timers = TimerHeap<Key>()
    @usableFromInline var ready = ReadyResults<Output>()
    /// Records that came too late since the engine asked.
    @usableFromInline var late = 0
    /// Values that are kept.
    @usableFromInline var kept = 0

    @usableFromInline
    init(before: Int64, after: Int64, _ replica: Replica) {
        self.before = before
        self.after = after
        slack = max(0, before.advanced(byUpTo: after))
        seed = replica.seed
    }

    @usableFromInline
    func hashes(_ count: Int) -> UnsafeMutablePointer<UInt64> { hashes.reserve(count) }

    @usableFromInline
    var byteCount: Int {
        guard table.missingBytes == 0 else { return -table.missingBytes }
        let valueBytes = max(MemoryLayout<Left>.stride, MemoryLayout<Right>.stride) + MemoryLayout<Int64>.stride
        return table.byteCount(adding: hashes.capacity) + timers.byteCount + kept * valueBytes
    }

    @usableFromInline
    mutating func endPass() {
        table.removeAll()
        timers = TimerHeap()
        kept = 0
    }

    @usableFromInline
    mutating func takeLate() -> Int {
        defer { late = 0 }
        return late
    }

    /// Has a key looked at when `time` has come, if it isn't sooner.
    @inlinable
    mutating func schedule(_ place: KeyedPlace<Key, Entry>, _ time: Int64) {
        guard time < place.state.pointee.timer else { return }
        place.state.pointee.timer = time
        timers.insert(.init(time: time, hash: place.hash, key: place.key))
    }

    /// Calls `body` with each record of a batch, its time, and what is kept of its key, until results wait for room.
    @inlinable @inline(__always)
    mutating func take<Value>(
        _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Keyed<Key, Value>>,
        _ output: UnsafeMutablePointer<Output>,
        body: (inout TimedJoin, KeyedPlace<Key, Entry>, Value, Int64, inout Cursor) throws -> Void
    ) throws {
        guard ready.give(&cursor, output), let allTimes = cursor.inputTimes else {
            cursor.isPending = true
            return
        }
        let count = cursor.available - cursor.consumed
        let (records, times) = (input + cursor.consumed, allTimes + cursor.consumed)
        let (hashes, table) = (hashes(count), table)
        func key(_ index: Int) -> UnsafeMutablePointer<Key> {
            withUnsafeMutablePointer(to: &records[index].key) { $0 }
        }
        KeyedTable<Key, Entry>.hash(0..<count, seed: seed, into: hashes, key: key)
        for index in 0..<count {
            guard ready.isEmpty else { break }
            table.prefetch(key(min(index &+ 8, count &- 1)), hash: hashes[min(index &+ 8, count &- 1)])
            cursor.consumed += 1
            guard !times[index].isPassed(by: cursor.inputWatermark) else {
                (records + index).deinitialize(count: 1)
                late += 1
                continue
            }
            let place: KeyedPlace<Key, Entry>
            if let found = table.place(at: key(index), hash: hashes[index]) {
                key(index).deinitialize(count: 1)
                place = found
            } else {
                place = table.insert(taking: key(index), hash: hashes[index], state: Entry())
            }
            let value = withUnsafeMutablePointer(to: &records[index].value) { $0 }.move()
            try body(&self, place, value, times[index], &cursor)
        }
        cursor.isPending = !ready.give(&cursor, output)
    }

    /// Puts a result out, or notes it if there is no room.
    @inlinable @inline(__always)
    mutating func put(
        _ result: consuming Output, time: Int64, _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>
    ) {
        if ready.isEmpty, cursor.produced < cursor.capacity {
            (output + cursor.produced).initialize(to: result)
            cursor.outputTimes?[cursor.produced] = time
            cursor.produced += 1
        } else {
            ready.append(result, time: time)
        }
    }

    /// Looks at keys whose time has come.
    ///
    /// - Parameter look: Says when it's to be looked at again; nil if not.
    @inlinable @inline(__always)
    mutating func look(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        _ look: (inout TimedJoin, KeyedPlace<Key, Entry>, inout Cursor) throws -> Int64?
    ) throws {
        while ready.give(&cursor, output), let time = timers.earliest, time <= cursor.inputWatermark {
            let timer = timers.removeFirst()
            guard let place = withUnsafePointer(to: timer.key, { table.place(at: $0, hash: timer.hash) }),
                place.state.pointee.timer == timer.time
            else { continue }
            place.state.pointee.timer = .max
            let next = try look(&self, place, &cursor)
            if place.state.pointee.isEmpty {
                table.remove(timer.key, hash: timer.hash)
            } else if let next {
                schedule(place, next)
            }
        }
        cursor.isPending = !ready.isEmpty
    }
}
