public import Dataflow
public import Records

/// The accumulators of one window's keys.
@usableFromInline
final class WindowPane<Key: Hashable, Accumulator> {
    @usableFromInline let bounds: CellBounds
    @usableFromInline let states: UnsafeMutablePointer<KeyedStates<Key, Accumulator>>
    /// Whether its results were given; it's kept for late records.
    @usableFromInline var isFired: Bool
    /// How much of it has been given.
    @usableFromInline var visited = 0
    /// Bytes that its owner has counted.
    @usableFromInline var countedBytes = 0

    @usableFromInline
    init(_ bounds: CellBounds, _ states: KeyedStates<Key, Accumulator>, isFired: Bool) {
        self.bounds = bounds
        self.states = .allocate(capacity: 1)
        self.states.initialize(to: states)
        self.isFired = isFired
    }

    deinit {
        states.deinitialize(count: 1)
        states.deallocate()
    }
}

/// Windows that follow each other, on one worker: by time first and by key then, so that a watermark finds at once what closes, and
/// a window goes as a whole.
@usableFromInline
struct TumblingPanes<Key: Hashable & Sendable, Accumulator, Output> {
    @usableFromInline typealias Pane = WindowPane<Key, Accumulator>

    private let grid: WindowGrid
    @usableFromInline let lateness: Int64
    private let replica: Replica
    private let initial: @Sendable () -> Accumulator
    /// Windows that have records, the earliest first.
    @usableFromInline var panes: [Pane] = []
    /// The one that was used last.
    @usableFromInline var current: Pane?
    @usableFromInline var ready = ReadyResults<Output>()
    private var bytes = 0

    @usableFromInline
    init(
        size: Int64, offset: Int64, lateness: Int64, _ replica: Replica, initial: @escaping @Sendable () -> Accumulator
    ) {
        grid = WindowGrid(size: size, offset: offset)
        self.lateness = lateness
        self.replica = replica
        self.initial = initial
    }

    @usableFromInline
    var byteCount: Int { bytes }

    /// Counts what a pane has become; negative if the system has refused memory.
    @inlinable
    mutating func count(_ pane: Pane) { count(pane, pane.states.pointee.byteCount) }

    @usableFromInline
    mutating func count(_ pane: Pane, _ now: Int) {
        bytes = now < 0 ? now : bytes + now - pane.countedBytes
        pane.countedBytes = max(0, now)
    }

    /// The window of a time; nil if that is over.
    @inlinable @inline(__always)
    mutating func pane(at time: Int64, watermark: Int64) -> Pane? {
        if let current, current.bounds.start <= time, time <= current.bounds.last { return current }
        return find(time, watermark)
    }

    @usableFromInline
    mutating func find(_ time: Int64, _ watermark: Int64) -> Pane? {
        let bounds = grid.bounds(of: grid.index(of: time), length: grid.size)
        guard !bounds.last.advanced(byUpTo: lateness).isPassed(by: watermark) else { return nil }
        var (low, high) = (0, panes.count)
        while low < high {
            let middle = (low + high) / 2
            if panes[middle].bounds.start < bounds.start { low = middle + 1 } else { high = middle }
        }
        if low < panes.count, panes[low].bounds.start == bounds.start {
            current = panes[low]
            return panes[low]
        }
        let pane = Pane(bounds, KeyedStates(replica, initial: initial), isFired: bounds.last.isPassed(by: watermark))
        panes.insert(pane, at: low)
        current = pane
        return pane
    }

    /// The next window that closes with the watermark and hasn't given its results.
    @usableFromInline
    func due(_ watermark: Int64) -> Pane? {
        for pane in panes where !pane.isFired { return pane.bounds.last <= watermark ? pane : nil }
        return nil
    }

    /// Forgets windows that are over.
    @usableFromInline
    mutating func expire(_ watermark: Int64) {
        var expired = 0
        for pane in panes {
            guard pane.isFired, pane.bounds.last.advanced(byUpTo: lateness) <= watermark else { break }
            bytes -= pane.countedBytes
            expired += 1
        }
        guard expired > 0 else { return }
        panes.removeFirst(expired)
        current = nil
    }

    @usableFromInline
    mutating func endPass() {
        panes = []
        current = nil
        bytes = 0
    }
}

extension TumblingPanes {
    /// Gives the results of windows that close with the watermark, as far as there is room.
    @inlinable @inline(__always)
    mutating func emit(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        guard ready.give(&cursor, output) else {
            cursor.isPending = true
            return
        }
        while let pane = due(cursor.inputWatermark) {
            let (bounds, first) = (pane.bounds, cursor.produced)
            defer {
                if let times = cursor.outputTimes {
                    for place in first..<cursor.produced { times[place] = bounds.last }
                }
            }
            if lateness == 0 || cursor.isEndOfPass {
                try pane.states.pointee.emit(&cursor, output) { (key, state, _) throws in
                    try make(key, state, bounds, false)
                }
            } else {
                try give(pane, &cursor, output, make: make)
            }
            if cursor.isPending { return }
            pane.isFired = true
            count(pane)
        }
        expire(cursor.inputWatermark)
    }

    /// Gives the results of a window that stays.
    @inlinable
    func give(
        _ pane: Pane, _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        let isDone = try pane.states.pointee.table.visit(from: &pane.visited) { place throws in
            guard let result = try make(place.key, place.state.pointee, pane.bounds, false) else { return true }
            (output + cursor.produced).initialize(to: result)
            cursor.produced += 1
            return cursor.produced < cursor.capacity
        }
        cursor.isPending = !isDone
    }
}

extension KeyAccess {
    /// Puts the records of a batch into windows that follow each other; `correct` puts one into a window that has given its results.
    @inlinable @inline(__always)
    static func fill<Accumulator, Output>(
        _ windows: UnsafeMutablePointer<TumblingPanes<Key, Accumulator, Output>>, _ cursor: inout Cursor,
        _ input: UnsafeMutablePointer<Record>, _ output: UnsafeMutablePointer<Output>, _ late: inout SideOutput<Record>,
        key: (Record) throws -> Key, add: (inout Accumulator, Value) throws -> Void,
        correct: (WindowPane<Key, Accumulator>, inout Cursor) throws -> Void
    ) throws {
        guard windows.pointee.ready.give(&cursor, output), let times = cursor.inputTimes else {
            cursor.isPending = true
            return
        }
        while cursor.consumed < cursor.available {
            let first = cursor.consumed
            guard let pane = windows.pointee.pane(at: times[first], watermark: cursor.inputWatermark) else {
                guard late.hasRoom else { return }
                late.put(moving: input + first, time: times[first])
                cursor.consumed += 1
                continue
            }
            guard !pane.isFired else {
                try correct(pane, &cursor)
                continue
            }
            var end = first + 1
            let (low, high) = (pane.bounds.start, pane.bounds.last)
            while end < cursor.available, times[end] >= low, times[end] <= high { end += 1 }
            var run = Cursor(consumed: first, available: end, produced: 0, capacity: 0)
            defer { cursor.consumed = run.consumed }
            try update(pane.states, &run, input, key: key, update: add)
            windows.pointee.count(pane)
        }
        cursor.isPending = !windows.pointee.ready.give(&cursor, output)
    }

    /// Puts a record into a window that has given its results, and notes what comes of it.
    @inlinable @inline(never)
    static func correct<Accumulator, Output>(
        _ pane: WindowPane<Key, Accumulator>,
        _ windows: UnsafeMutablePointer<TumblingPanes<Key, Accumulator, Output>>, _ cursor: inout Cursor,
        _ input: UnsafeMutablePointer<Record>, key: (Record) throws -> Key,
        add: (inout Accumulator, Value) throws -> Void, make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        let record = input + cursor.consumed
        let owner = storesKeys ? storedKey(in: record).pointee : try key(record.pointee)
        var run = Cursor(consumed: cursor.consumed, available: cursor.consumed + 1, produced: 0, capacity: 0)
        defer { cursor.consumed = run.consumed }
        var result: Output?
        try update(pane.states, &run, input, key: key) { accumulator, value in
            try add(&accumulator, value)
            result = try make(owner, accumulator, pane.bounds, true)
        }
        windows.pointee.count(pane)
        if let result { windows.pointee.ready.append(result, time: pane.bounds.last) }
    }
}
