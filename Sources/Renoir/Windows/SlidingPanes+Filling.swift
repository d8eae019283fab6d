public import Dataflow
public import Records

extension SlidingPanes {
    /// Gives the results of windows that close with the watermark, as far as there is room.
    @inlinable @inline(__always)
    mutating func emit(
        _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        merge: (inout Accumulator, Accumulator) throws -> Void,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        guard ready.give(&cursor, output) else {
            cursor.isPending = true
            return
        }
        let watermark = cursor.inputWatermark
        while let (bounds, panes) = due(watermark) {
            let (nextLow, initial) = (nextLow, initial)
            let kept = kept(watermark, nextLow)
            var (visited, earliest) = (visited, earliest)
            let isDone = try states.pointee.table.visit(from: &visited) { place throws in
                let entry = place.state
                let sum = try entry.pointee.sum(
                    from: panes.start, to: panes.end, keepingFrom: kept, initial: initial, merge: merge)
                if let first = entry.pointee.first(from: nextLow) {
                    earliest = min(earliest ?? first, first)
                } else if lateness == 0 || entry.pointee.isIdle(before: kept) {
                    idle.append((place.key, place.hash))
                }
                guard let sum, let result = try make(place.key, sum, bounds, false) else { return true }
                (output + cursor.produced).initialize(to: result)
                cursor.outputTimes?[cursor.produced] = bounds.last
                cursor.produced += 1
                return cursor.produced < cursor.capacity
            }
            (self.visited, self.earliest) = (visited, earliest)
            guard isDone else {
                cursor.isPending = true
                return
            }
            advance(watermark)
        }
        expire(watermark)
    }
}

extension PanedEntry {
    /// Whether no pane is left from `low` on.
    @inlinable
    func isIdle(before low: Int64) -> Bool {
        guard current == Self.none || current < low else { return false }
        return history.map { $0.indexes.last.map { $0 < low } ?? true } ?? true
    }
}

extension KeyAccess {
    /// Puts the records of a batch into panes of windows that overlap; `correct` puts one into a pane of windows that have given their results.
    @inlinable @inline(__always)
    static func fill<Accumulator, Output>(
        _ windows: UnsafeMutablePointer<SlidingPanes<Key, Accumulator, Output>>, _ cursor: inout Cursor,
        _ input: UnsafeMutablePointer<Record>, _ output: UnsafeMutablePointer<Output>, _ late: inout SideOutput<Record>,
        key: (Record) throws -> Key, add: (inout Accumulator, Value) throws -> Void,
        correct: (Int64, [(time: CellBounds, panes: CellBounds)], inout Cursor) throws -> Void
    ) throws {
        guard windows.pointee.ready.give(&cursor, output), let times = cursor.inputTimes else {
            cursor.isPending = true
            return
        }
        let (states, initial) = (windows.pointee.states, windows.pointee.initial)
        while cursor.consumed < cursor.available {
            let first = cursor.consumed
            guard let pane = windows.pointee.pane(at: times[first], watermark: cursor.inputWatermark) else {
                guard late.hasRoom else { return }
                late.put(moving: input + first, time: times[first])
                cursor.consumed += 1
                continue
            }
            var end = first + 1
            while end < cursor.available, times[end] >= pane.first, times[end] <= pane.last { end += 1 }
            guard pane.close != nil else {
                (input + first).deinitialize(count: end - first)
                cursor.consumed = end
                continue
            }
            let past = windows.pointee.past(of: pane, cursor.inputWatermark)
            guard past.isEmpty else {
                try correct(pane.index, past, &cursor)
                continue
            }
            var run = Cursor(consumed: first, available: end, produced: 0, capacity: 0)
            defer { cursor.consumed = run.consumed }
            let index = pane.index
            try update(states, &run, input, key: key) { entry, value in
                if entry.current != index { entry.turn(to: index, initial: initial) }
                try add(&entry.sum, value)
            }
        }
        cursor.isPending = !windows.pointee.ready.give(&cursor, output)
    }

    /// Puts a record into a pane of windows that have given their results, and notes what comes of it.
    @inlinable @inline(never)
    static func correct<Accumulator, Output>(
        _ pane: Int64, _ past: [(time: CellBounds, panes: CellBounds)],
        _ windows: UnsafeMutablePointer<SlidingPanes<Key, Accumulator, Output>>, _ cursor: inout Cursor,
        _ input: UnsafeMutablePointer<Record>, key: (Record) throws -> Key,
        add: (inout Accumulator, Value) throws -> Void, merge: (inout Accumulator, Accumulator) throws -> Void,
        make: (Key, Accumulator, CellBounds, Bool) throws -> Output?
    ) throws {
        let record = input + cursor.consumed
        let owner = storesKeys ? storedKey(in: record).pointee : try key(record.pointee)
        var run = Cursor(consumed: cursor.consumed, available: cursor.consumed + 1, produced: 0, capacity: 0)
        defer { cursor.consumed = run.consumed }
        let initial = windows.pointee.initial
        try update(windows.pointee.states, &run, input, key: key) { entry, value in
            if entry.current != pane { entry.turn(to: pane, initial: initial) }
            try add(&entry.sum, value)
            entry.retire(initial: initial)
            for window in past {
                guard
                    let sum = try entry.history?.pastSum(from: window.panes.start, to: window.panes.end, merge: merge),
                    let result = try make(owner, sum, window.time, true)
                else { continue }
                windows.pointee.ready.append(result, time: window.time.last)
            }
        }
    }
}
