public import Dataflow

/// Windows that overlap, on one worker: panes of each key, and which window closes next.
@usableFromInline
struct SlidingPanes<Key: Hashable & Sendable, Accumulator, Output> {
    @usableFromInline typealias Entry = PanedEntry<Accumulator>

    /// A pane that records are put into, with the last moment at which it may still change a window.
    @usableFromInline
    struct Current {
        @usableFromInline let index: Int64
        @usableFromInline let first: Int64
        @usableFromInline let last: Int64
        /// When its last window closes; nil if it's in none.
        @usableFromInline let close: Int64?
    }

    /// Panes of time; windows of panes, which are `span` of them long; windows of time.
    private let (panes, windows, times): (WindowGrid, WindowGrid, WindowGrid)
    private let (span, size): (Int64, Int64)
    @usableFromInline let lateness: Int64
    @usableFromInline let initial: @Sendable () -> Accumulator
    @usableFromInline let states: UnsafeMutablePointer<KeyedStates<Key, Entry>>
    private let memory: KeyedStatesMemory<Key, Entry>
    @usableFromInline var current: Current?
    /// The number of the window that closes next; nil if there is none with records.
    @usableFromInline var next: Int64?
    @usableFromInline var ready = ReadyResults<Output>()
    /// How much of the window that closes has been given, the first pane that stays, and keys that are done with.
    @usableFromInline var visited = 0
    @usableFromInline var earliest: Int64?
    @usableFromInline var idle: [(key: Key, hash: UInt64)] = []
    /// When the last window closed that was given.
    private var lastClose = Int64.min

    @usableFromInline
    init(
        size: Int64, every: Int64, offset: Int64, lateness: Int64, _ replica: Replica,
        initial: @escaping @Sendable () -> Accumulator
    ) {
        let pane = greatestCommonDivisor(size, every)
        times = WindowGrid(size: every, offset: offset)
        panes = WindowGrid(size: pane, offset: times.offset % pane)
        windows = WindowGrid(size: every / pane, offset: times.offset / pane)
        span = size / pane
        self.size = size
        self.lateness = lateness
        self.initial = initial
        memory = KeyedStatesMemory(KeyedStates(replica) { Entry(initial()) })
        states = memory.states
    }

    @usableFromInline
    var byteCount: Int { states.pointee.byteCount }

    /// The pane of a time; nil if all of its windows are over.
    @inlinable @inline(__always)
    mutating func pane(at time: Int64, watermark: Int64) -> Current? {
        if let current, current.first <= time, time <= current.last { return current }
        return find(time, watermark)
    }

    @usableFromInline
    mutating func find(_ time: Int64, _ watermark: Int64) -> Current? {
        // The least number stands for no pane, the greatest for the end of all windows.
        let index = min(max(panes.index(of: time), .min + 1), .max - 1)
        let bounds = panes.bounds(of: index, length: panes.size)
        let window = windows.index(of: index)
        let isInGap = index >= windows.bounds(of: window, length: span).end
        let close = isInGap ? nil : times.bounds(of: window, length: size).last
        if let close, close.advanced(byUpTo: lateness).isPassed(by: watermark) { return nil }
        let pane = Current(index: index, first: bounds.start, last: bounds.last, close: close)
        current = pane
        if !isInGap { schedule(from: first(of: index), watermark) }
        return pane
    }

    /// The first window of a pane.
    private func first(of pane: Int64) -> Int64 { windows.index(of: pane.advanced(byUpTo: -span)) + 1 }

    /// A window has records from number `window` on: the first of them that isn't over closes next, if none does before.
    private mutating func schedule(from window: Int64, _ watermark: Int64) {
        let candidate = watermark == .min ? window : max(window, firstOpen(watermark))
        if next.map({ candidate < $0 }) ?? true { next = candidate }
    }

    /// The first window that doesn't close with the watermark.
    private func firstOpen(_ watermark: Int64) -> Int64 { times.index(of: watermark.advanced(byUpTo: 1 - size)) + 1 }

    /// The window that closes next with the watermark: where it lies in time and in panes.
    @usableFromInline
    func due(_ watermark: Int64) -> (time: CellBounds, panes: CellBounds)? {
        guard let next else { return nil }
        let bounds = times.bounds(of: next, length: size)
        return bounds.last <= watermark ? (bounds, windows.bounds(of: next, length: span)) : nil
    }

    /// The first pane of the window behind the one that closes.
    @usableFromInline
    var nextLow: Int64 { windows.bounds(of: next! + 1, length: span).start }

    /// The first pane that late records may still want.
    @usableFromInline
    func kept(_ watermark: Int64, _ low: Int64) -> Int64 {
        guard lateness > 0 else { return low }
        let open = times.index(of: watermark.advanced(byUpTo: -lateness).advanced(byUpTo: 1 - size)) + 1
        return min(low, windows.bounds(of: open, length: span).start)
    }

    /// The window that was due has been given.
    @usableFromInline
    mutating func advance(_ watermark: Int64) {
        lastClose = times.bounds(of: next!, length: size).last
        next = earliest.map { max(next! + 1, first(of: $0)) }
        (visited, earliest, current) = (0, nil, nil)
        for (key, hash) in idle { states.pointee.table.remove(key, hash: hash) }
        idle.removeAll(keepingCapacity: true)
    }

    /// Forgets what late records may no longer want, when nothing else is there.
    @usableFromInline
    mutating func expire(_ watermark: Int64) {
        guard next == nil, !states.pointee.table.isEmpty else { return }
        if lastClose.advanced(byUpTo: lateness) <= watermark { states.pointee.becomeEmpty() }
    }

    /// The windows of a pane that closed before, and take late records.
    @usableFromInline
    func past(of pane: Current, _ watermark: Int64) -> [(time: CellBounds, panes: CellBounds)] {
        guard lateness > 0, pane.close != nil else { return [] }
        var past: [(time: CellBounds, panes: CellBounds)] = []
        for window in first(of: pane.index)...windows.index(of: pane.index) {
            let bounds = times.bounds(of: window, length: size)
            guard bounds.last.isPassed(by: watermark) else { break }
            guard !bounds.last.advanced(byUpTo: lateness).isPassed(by: watermark) else { continue }
            past.append((bounds, windows.bounds(of: window, length: span)))
        }
        return past
    }

    @usableFromInline
    mutating func endPass() {
        states.pointee.becomeEmpty()
        (current, next, earliest, visited) = (nil, nil, nil, 0)
        idle = []
        lastClose = .min
    }
}

/// Keyed states at one place in memory.
@usableFromInline
final class KeyedStatesMemory<Key: Hashable, State> {
    @usableFromInline let states: UnsafeMutablePointer<KeyedStates<Key, State>>

    @usableFromInline
    init(_ states: KeyedStates<Key, State>) {
        self.states = .allocate(capacity: 1)
        self.states.initialize(to: states)
    }

    deinit {
        states.deinitialize(count: 1)
        states.deallocate()
    }
}

func greatestCommonDivisor(_ one: Int64, _ other: Int64) -> Int64 {
    var (one, other) = (one, other)
    while other != 0 { (one, other) = (other, one % other) }
    return one
}
