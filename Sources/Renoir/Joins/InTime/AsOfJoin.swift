public import Dataflow
public import Records

extension KeyedDataStream {
    /// Pairs each value with the latest one of `other` of the same key at or before its time: what held when it happened.
    ///
    /// ```swift
    /// let priced = trades.groupBy { $0.stock }.asOfJoin(quotes.groupBy { $0.stock }, tolerance: .seconds(10))
    /// ```
    ///
    /// Each value comes out once, with nil if there is none, when the watermark of both streams has come to its time; it keeps that time. Of several of
    /// `other` at one time, the one that came last counts. Without a tolerance this is a join with a table that changes in time: of each key,
    /// the version that holds is kept, and those to come. A record at or before the watermark is late: it's left out, and counted in
    /// ``JobSummary/recordsLate``.
    ///
    /// Local: what lies by its key, after ``DataStream/groupBy(_:)``, meets where it is. Both streams need times; without them the job doesn't start.
    ///
    /// - Parameter tolerance: How long before the value's time one of `other` may lie, inclusive; nil for any time.
    /// - Complexity: O(*n* log *n*) for *n* records.
    @inlinable @inline(__always)
    public func asOfJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, tolerance: Duration? = nil
    ) -> KeyedDataStream<Key, (Value, Other?), Placement> {
        typealias Output = Keyed<Key, (Value, Other?)>
        typealias State = TimedJoin<Key, Value, Other, Output>
        let longest = tolerance?.clampedNanoseconds ?? .max
        return KeyedDataStream<Key, (Value, Other?), Placement>(
            records: records.joinedInTime(
                with: other.records, "asOfJoin", problem: longest < 0 ? "there is no negative tolerance" : nil,
                state: { State(before: longest, after: 0, $0) },
                left: { cursor, input, output, state in
                    try state.pointee.take(&cursor, input, output) { join, place, value, time, _ in
                        place.state.pointee.lefts.insert(value, at: time)
                        join.kept += 1
                        join.schedule(place, time)
                    }
                },
                right: { cursor, input, output, state in
                    try state.pointee.take(&cursor, input, output) { join, place, value, time, _ in
                        place.state.pointee.rights.insert(value, at: time)
                        join.kept += 1
                        // What is superseded goes from time to time.
                        join.schedule(place, time.advanced(byUpTo: join.before))
                    }
                },
                emission: { cursor, output, state in
                    try state.pointee.look(&cursor, output) { join, place, cursor in
                        join.meet(place, &cursor, output) { key, value, other in Keyed(key: key, value: (value, other))
                        }
                    }
                }))
    }
}

extension TimedJoin {
    /// Gives the values of a key whose time has come, each with what held then.
    @inlinable
    mutating func meet(
        _ place: KeyedPlace<Key, Entry>, _ cursor: inout Cursor, _ output: UnsafeMutablePointer<Output>,
        make: (Key, Left, Right?) -> Output
    ) -> Int64? {
        let (entry, watermark) = (place.state, cursor.inputWatermark)
        let counted = entry.pointee.lefts.indices.count + entry.pointee.rights.indices.count
        let end = entry.pointee.lefts.firstPlace(after: watermark)
        for index in entry.pointee.lefts.head..<end {
            let time = entry.pointee.lefts.times[index]
            let right = entry.pointee.rights.firstPlace(after: time) - 1
            let isNear =
                right >= entry.pointee.rights.head
                && entry.pointee.rights.times[right] >= time.advanced(byUpTo: -before)
            put(
                make(place.key, entry.pointee.lefts.values[index], isNear ? entry.pointee.rights.values[right] : nil),
                time: time, &cursor, output)
        }
        entry.pointee.lefts.remove(before: end)
        // The latest one that has come still holds, unless it's out of reach.
        let holds = entry.pointee.rights.firstPlace(after: watermark) - 1
        if holds >= entry.pointee.rights.head {
            let isOver = entry.pointee.rights.times[holds].advanced(byUpTo: before) <= watermark
            entry.pointee.rights.remove(before: isOver ? holds + 1 : holds)
        }
        kept -= counted - entry.pointee.lefts.indices.count - entry.pointee.rights.indices.count
        let left = entry.pointee.lefts.isEmpty ? Int64.max : entry.pointee.lefts.times[entry.pointee.lefts.head]
        let right =
            entry.pointee.rights.isEmpty || before == .max
            ? Int64.max : entry.pointee.rights.times.last!.advanced(byUpTo: before)
        return min(left, right)
    }
}
