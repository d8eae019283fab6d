public import Dataflow
public import Records

extension KeyedDataStream {
    /// Pairs the values of equal keys of two streams whose times are near each other: those of `other` from `before` before a value's time
    /// up to `after` after it, both included.
    ///
    /// ```swift
    /// let answered = requests.groupBy { $0.id }
    ///     .intervalJoin(answers.groupBy { $0.request }, before: .zero, after: .seconds(30))
    /// ```
    ///
    /// Local: what lies by its key, after ``DataStream/groupBy(_:)``, meets where it is. A pair is given as soon as both of its records are there,
    /// in no particular order, and has the later one of their times. A record is kept until the watermark of both streams says that nothing comes any
    /// more that it could meet. One at or before that watermark is late: it meets nothing, and is counted in ``JobSummary/recordsLate``.
    ///
    /// Both streams need times; without them the job doesn't start. So do negative durations as long as the interval isn't empty:
    /// `before: .seconds(-5)` begins five seconds after the value.
    ///
    /// - Complexity: O(*n* log *k* + *p*) for *n* records, *k* keys and *p* pairs; memory for what lies within twice the interval.
    @inlinable @inline(__always)
    public func intervalJoin<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, before: Duration, after: Duration
    ) -> KeyedDataStream<Key, (Value, Other), Placement> {
        typealias Output = Keyed<Key, (Value, Other)>
        typealias State = TimedJoin<Key, Value, Other, Output>
        let (low, high) = (before.clampedNanoseconds, after.clampedNanoseconds)
        return KeyedDataStream<Key, (Value, Other), Placement>(
            records: records.joinedInTime(
                with: other.records, "intervalJoin",
                problem: low.addingReportingOverflow(high).partialValue < 0 && (low < 0 || high < 0)
                    ? "its interval, from \(before) before to \(after) after a record, is empty" : nil,
                state: { State(before: low, after: high, $0) },
                left: { cursor, input, output, state in
                    try state.pointee.take(&cursor, input, output) { join, place, value, time, cursor in
                        let (first, last) = (time.advanced(byUpTo: -join.before), time.advanced(byUpTo: join.after))
                        let rights = place.state.pointee.rights
                        var index = first == .min ? rights.head : rights.firstPlace(after: first - 1)
                        while index < rights.times.count, rights.times[index] <= last {
                            join.put(
                                Keyed(key: place.key, value: (value, rights.values[index])),
                                time: max(time, rights.times[index]), &cursor, output)
                            index += 1
                        }
                        guard last > cursor.inputWatermark else { return join.forget(place) }
                        place.state.pointee.lefts.insert(value, at: time)
                        join.kept += 1
                        join.schedule(place, last.advanced(byUpTo: join.slack))
                    }
                },
                right: { cursor, input, output, state in
                    try state.pointee.take(&cursor, input, output) { join, place, value, time, cursor in
                        let (first, last) = (time.advanced(byUpTo: -join.after), time.advanced(byUpTo: join.before))
                        let lefts = place.state.pointee.lefts
                        var index = first == .min ? lefts.head : lefts.firstPlace(after: first - 1)
                        while index < lefts.times.count, lefts.times[index] <= last {
                            join.put(
                                Keyed(key: place.key, value: (lefts.values[index], value)),
                                time: max(time, lefts.times[index]), &cursor, output)
                            index += 1
                        }
                        guard last > cursor.inputWatermark else { return join.forget(place) }
                        place.state.pointee.rights.insert(value, at: time)
                        join.kept += 1
                        join.schedule(place, last.advanced(byUpTo: join.slack))
                    }
                },
                emission: { cursor, output, state in
                    try state.pointee.look(&cursor, output) { join, place, cursor in
                        join.expire(place, cursor.inputWatermark)
                    }
                }))
    }
}

extension TimedJoin {
    /// A key for which nothing is kept goes.
    @inlinable
    func forget(_ place: KeyedPlace<Key, Entry>) {
        if place.state.pointee.isEmpty { table.remove(place.key, hash: place.hash) }
    }

    /// Forgets what can meet nothing any more.
    ///
    /// - Returns: When to look again.
    @inlinable
    mutating func expire(_ place: KeyedPlace<Key, Entry>, _ watermark: Int64) -> Int64? {
        let entry = place.state
        let before = entry.pointee.lefts.indices.count + entry.pointee.rights.indices.count
        // Of the left ones, those from whose times on `after` has passed.
        entry.pointee.lefts.remove(before: entry.pointee.lefts.firstPlace(after: watermark.advanced(byUpTo: -after)))
        entry.pointee.rights.remove(
            before: entry.pointee.rights.firstPlace(after: watermark.advanced(byUpTo: -self.before)))
        kept -= before - entry.pointee.lefts.indices.count - entry.pointee.rights.indices.count
        let left = entry.pointee.lefts.isEmpty ? .min : entry.pointee.lefts.times.last!.advanced(byUpTo: after)
        let right = entry.pointee.rights.isEmpty ? .min : entry.pointee.rights.times.last!.advanced(byUpTo: self.before)
        return entry.pointee.isEmpty ? nil : max(left, right).advanced(byUpTo: slack)
    }
}

extension Duration {
    /// Whole nanoseconds, at most 292 years of them.
    @usableFromInline
    var clampedNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let whole = Timestamp.saturating(seconds, by: 1_000_000_000)
        // The least one has no opposite.
        return max(.min + 1, whole.advanced(byUpTo: attoseconds / 1_000_000_000))
    }
}

extension DataStream {
    /// Adds a join whose state goes with time.
    @usableFromInline
    func joinedInTime<Other, Output, Key, Left, Right>(
        with other: DataStream<Other>, _ name: String, problem: String?,
        state: @escaping (Replica) -> TimedJoin<Key, Left, Right, Output>,
        left: @escaping Kernel<Element, Output, TimedJoin<Key, Left, Right, Output>>,
        right: @escaping Kernel<Other, Output, TimedJoin<Key, Left, Right, Output>>,
        emission: @escaping Emission<Output, TimedJoin<Key, Left, Right, Output>>
    ) -> DataStream<Output> {
        if let problem { note(problem, name) }
        if !isTimed || !other.isTimed {
            note("its records have no times; say what they are by withTimestamps(_:watermarks:)", name)
        }
        let rightPort = isOfOneContext(with: other, name) ? other.port : port
        var parts = JoinParts(
            makeState: state, left: left, right: right, inputEnded: { _, _ in }, emission: emission,
            endPass: { $0.endPass() }, stateBytes: { $0.pointee.byteCount })
        parts.emitsWithTime = true
        parts.takeLate = { $0.takeLate() }
        return add(
            JoinNode(name: name, inputs: [port, rightPort], replication: replication, isTimed: true, parts: parts))
    }
}
