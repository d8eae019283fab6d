public import Dataflow
public import Records

/// Sessions on one worker, and when keys have to be looked at: when the session closes that a key had when this was noted. One that has
/// grown since is noted anew then, not with each record.
@usableFromInline
struct SessionWindows<Key: Hashable & Sendable, Accumulator, Output> {
    @usableFromInline typealias Entry = SessionEntry<Accumulator>

    @usableFromInline let gap: Int64
    @usableFromInline let lateness: Int64
    @usableFromInline let initial: @Sendable () -> Accumulator
    @usableFromInline let seed: UInt64
    @usableFromInline let table = KeyedTable<Key, SessionEntry<Accumulator>>()
    private let hashes = Scratch<UInt64>()
    @usableFromInline var timers = TimerHeap<Key>()
    @usableFromInline var ready = ReadyResults<Output>()

    @usableFromInline
    init(gap: Int64, lateness: Int64, _ replica: Replica, initial: @escaping @Sendable () -> Accumulator) {
        self.gap = gap
        self.lateness = lateness
        self.initial = initial
        seed = replica.seed
    }

    @usableFromInline
    func hashes(_ count: Int) -> UnsafeMutablePointer<UInt64> { hashes.reserve(count) }

    @usableFromInline
    var byteCount: Int {
        let missing = table.missingBytes
        return missing > 0 ? -missing : table.byteCount(adding: hashes.capacity) + timers.byteCount
    }

    @usableFromInline
    mutating func endPass() {
        table.removeAll()
        timers = TimerHeap()
    }

    /// When a session closes whose last record has this time: it's the end of the session, too.
    @inlinable @inline(__always)
    func close(_ last: Int64) -> Int64 { last.advanced(byUpTo: gap) }

    @inlinable @inline(__always)
    func touches(_ session: Session<Accumulator>, _ time: Int64) -> Bool {
        time >= session.first.advanced(byUpTo: -gap) && time <= close(session.last)
    }

    @inlinable
    func bounds(_ session: Session<Accumulator>) -> CellBounds {
        CellBounds(start: session.first, end: close(session.last), last: close(session.last))
    }

    /// Whether a record can be in no session any more, unless one that is there takes it.
    @inlinable @inline(__always)
    func isOver(_ time: Int64, _ watermark: Int64) -> Bool {
        close(time).advanced(byUpTo: lateness).isPassed(by: watermark)
    }
}

extension SessionWindows {
    /// Puts the records of a batch into sessions.
    @inlinable @inline(__always)
    mutating func fill<Value>(
        _ cursor: inout Cursor, _ input: UnsafeMutablePointer<Keyed<Key, Value>>,
        _ output: UnsafeMutablePointer<Output>, _ late: inout SideOutput<Keyed<Key, Value>>,
        add: (inout Accumulator, Value) throws -> Void, merge: (inout Accumulator, Accumulator) throws -> Void,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        guard ready.give(&cursor, output), let allTimes = cursor.inputTimes else {
            cursor.isPending = true
            return
        }
        let count = cursor.available - cursor.consumed
        let (records, times, watermark) = (input + cursor.consumed, allTimes + cursor.consumed, cursor.inputWatermark)
        let hashes = hashes(count)
        func key(_ index: Int) -> UnsafeMutablePointer<Key> {
            withUnsafeMutablePointer(to: &records[index].key) { $0 }
        }
        KeyedTable<Key, Entry>.hash(0..<count, seed: seed, into: hashes, key: key)
        for index in 0..<count {
            let ahead = min(index &+ 8, count &- 1)
            table.prefetch(key(ahead), hash: hashes[ahead])
            let time = times[index]
            let value = withUnsafeMutablePointer(to: &records[index].value) { $0 }
            guard let place = table.place(at: key(index), hash: hashes[index]) else {
                if isOver(time, watermark) {
                    guard late.hasRoom else { break }
                    late.put(moving: records + index, time: time)
                    cursor.consumed += 1
                    continue
                }
                let end = close(time)
                // What comes behind the end of its session is a correction at once.
                let isPast = end.isPassed(by: watermark)
                let timer = isPast ? end.advanced(byUpTo: lateness) : end
                timers.insert(.init(time: timer, hash: hashes[index], key: key(index).pointee))
                let new = table.insert(
                    taking: key(index), hash: hashes[index], state: Entry(Session(at: time, initial()), timer: timer))
                cursor.consumed += 1
                try value.withMovedValue { try add(&new.state.pointee.newest.sum, $0) }
                if isPast { try correct(&new.state.pointee.newest, of: new.key, make: make) }
                continue
            }
            let entry = place.state
            if entry.pointee.others.isEmpty, entry.pointee.newest.isOpen, !entry.pointee.newest.wasGiven,
                touches(entry.pointee.newest, time)
            {
                key(index).deinitialize(count: 1)
                cursor.consumed += 1
                entry.pointee.newest.first = min(entry.pointee.newest.first, time)
                entry.pointee.newest.last = max(entry.pointee.newest.last, time)
                try value.withMovedValue { try add(&entry.pointee.newest.sum, $0) }
                continue
            }
            if isOver(time, watermark), !isWelcome(time, entry) {
                guard late.hasRoom else { break }
                late.put(moving: records + index, time: time)
                cursor.consumed += 1
                continue
            }
            key(index).deinitialize(count: 1)
            cursor.consumed += 1
            try value.withMovedValue { value in
                try take(time, watermark, place, add: { try add(&$0, value) }, merge: merge, make: make)
            }
        }
        cursor.isPending = !ready.give(&cursor, output)
    }

    /// Whether a session takes a record.
    @inlinable
    func isWelcome(_ time: Int64, _ entry: UnsafeMutablePointer<Entry>) -> Bool {
        touches(entry.pointee.newest, time) || entry.pointee.others.contains { touches($0, time) }
    }

    /// Puts a record among several sessions, or to one that has been given: into a new one, or into those that it makes one.
    @inlinable @inline(never)
    mutating func take(
        _ time: Int64, _ watermark: Int64, _ place: KeyedPlace<Key, Entry>, add: (inout Accumulator) throws -> Void,
        merge: (inout Accumulator, Accumulator) throws -> Void,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        let entry = place.state
        var sessions = entry.pointee.others
        sessions.append(entry.pointee.newest)
        var first = sessions.firstIndex { touches($0, time) }
        if let first {
            try add(&sessions[first].sum)
            sessions[first].first = min(sessions[first].first, time)
            sessions[first].last = max(sessions[first].last, time)
            while first + 1 < sessions.count, touches(sessions[first + 1], time) {
                let other = sessions.remove(at: first + 1)
                try merge(&sessions[first].sum, other.sum)
                sessions[first].last = max(sessions[first].last, other.last)
                sessions[first].wasGiven = sessions[first].wasGiven || other.wasGiven
            }
            sessions[first].isOpen = true
        } else {
            let place = sessions.firstIndex { time < $0.first } ?? sessions.count
            sessions.insert(Session(at: time, initial()), at: place)
            try add(&sessions[place].sum)
            first = place
        }
        let end = close(sessions[first!].last)
        if end.isPassed(by: watermark) { try correct(&sessions[first!], of: place.key, make: make) }
        let due = sessions[first!].isOpen ? end : end.advanced(byUpTo: lateness)
        entry.pointee.newest = sessions.removeLast()
        entry.pointee.others = sessions
        if due < entry.pointee.timer {
            entry.pointee.timer = due
            timers.insert(.init(time: due, hash: place.hash, key: place.key))
        }
    }

    /// Notes what comes of a session that is over, within the allowed lateness.
    @inlinable
    mutating func correct(
        _ session: inout Session<Accumulator>, of key: Key, make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        session.isOpen = false
        session.wasGiven = true
        if let result = try make(key, session.sum, bounds(session), true) {
            ready.append(result, time: close(session.last))
        }
    }

    /// Gives the results of sessions that close with the watermark, as far as there is room.
    @inlinable @inline(__always)
    mutating func emit(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        while ready.give(&cursor, output), let time = timers.earliest, time <= cursor.inputWatermark {
            let timer = timers.removeFirst()
            guard let place = withUnsafePointer(to: timer.key, { table.place(at: $0, hash: timer.hash) }),
                place.state.pointee.timer == timer.time
            else { continue }
            try look(place, timer, cursor.inputWatermark, make: make)
        }
        cursor.isPending = !ready.isEmpty
    }

    /// Gives what closes of a key, and forgets what is over.
    @inlinable
    mutating func look(
        _ place: KeyedPlace<Key, Entry>, _ timer: TimerHeap<Key>.Timer, _ watermark: Int64,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        let entry = place.state
        var kept: [Session<Accumulator>] = []
        var next = Int64.max
        func visit(_ session: Session<Accumulator>) throws {
            var session = session
            let end = close(session.last)
            if session.isOpen, end <= watermark {
                if let result = try make(timer.key, session.sum, bounds(session), session.wasGiven) {
                    ready.append(result, time: end)
                }
                session.isOpen = false
                session.wasGiven = true
            }
            let due = session.isOpen ? end : end.advanced(byUpTo: lateness)
            guard session.isOpen || due > watermark else { return }
            next = min(next, due)
            kept.append(session)
        }
        for session in entry.pointee.others { try visit(session) }
        try visit(entry.pointee.newest)
        guard let newest = kept.popLast() else {
            table.remove(timer.key, hash: timer.hash)
            return
        }
        entry.pointee.newest = newest
        entry.pointee.others = kept
        entry.pointee.timer = next
        timers.insert(.init(time: next, hash: timer.hash, key: timer.key))
    }
}
