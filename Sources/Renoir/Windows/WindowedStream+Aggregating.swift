public import Dataflow

extension WindowedStream {
    /// Combines the values of each window as `aggregation` says.
    ///
    /// ```swift
    /// let delays = flights.groupBy { $0.airport }.window(.tumbling(.seconds(3600))).aggregate(.mean { $0.delay })
    /// ```
    ///
    /// Local: no record leaves its worker. See ``KeyedDataStream/window(_:)`` for when results come. Values of one pane are added in the
    /// order in which they arrive, panes of a sliding window and parts of a session are merged in the order of their times.
    ///
    /// - Throws: Whatever `aggregation` throws ends the job on all ranks.
    /// - Complexity: O(*n* + *w*) for *n* records and *w* results; memory for each key and pane.
    @inlinable @inline(__always)
    public func aggregate<Accumulator, Result>(
        _ aggregation: Aggregation<Value, Accumulator, Result>
    ) -> KeyedDataStream<Key, Windowed<Span, Result>, Placement> {
        aggregateWithLate(aggregation).results
    }

    /// Combines the values of each window as `aggregation` says, and gives records that came too late for all of their windows on a
    /// stream of their own.
    ///
    /// ```swift
    /// let (sums, late) = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10)))
    ///     .aggregateWithLate(.sum { $0.value })
    /// late.values().forEach { print("too late: \($0)") }
    /// ```
    ///
    /// As ``aggregate(_:)``. Late records keep their times, which lie behind the watermark. Windows of records have no late ones.
    @inlinable @inline(__always)
    public func aggregateWithLate<Accumulator, Result>(
        _ aggregation: Aggregation<Value, Accumulator, Result>
    ) -> (
        results: KeyedDataStream<Key, Windowed<Span, Result>, Placement>,
        late: KeyedDataStream<Key, Value, Placement>
    ) {
        switch windows.kind {
        // Decided when this is compiled: windows of records and those in time have kernels of their own only.
        case .session(let gap) where Span.self == TimeSpan.self:
            let (results, late) = stream.records.sessions(windows, gap: gap, aggregation)
            return (KeyedDataStream(records: results), KeyedDataStream(records: late))
        case .count(let size, let every, let partial) where Span.self == RecordSpan.self:
            let (results, late) = stream.records.counted(
                windows, size: size, every: every, partial: partial, aggregation)
            return (KeyedDataStream(records: results), KeyedDataStream(records: late))
        case .sliding(let size, let every, let offset) where Span.self == TimeSpan.self:
            switch stream.form {
            case .stored(let records):
                let (results, late) = records.windowed(windows, size, every, offset, aggregation)
                return (KeyedDataStream(records: results), KeyedDataStream(records: late))
            case .computed(let records):
                let (results, late) = records.windowed(windows, size, every, offset, aggregation)
                return (KeyedDataStream(records: results), KeyedDataStream(late, key: records.key))
            }
        default: preconditionFailure("windows of \(Span.self) that are \(windows.kind)")
        }
    }
}

extension KeyedRecords {
    @usableFromInline typealias WindowResult<Span: WindowSpan, Result> = Keyed<Access.Key, Windowed<Span, Result>>
    @usableFromInline typealias WindowStreams<Span: WindowSpan, Result: Sendable> = (
        results: DataStream<WindowResult<Span, Result>>, late: DataStream<Access.Record>
    )

    @inlinable @inline(__always)
    func windowed<Span: WindowSpan, Accumulator, Result>(
        _ windows: Windows<Span>, _ size: Int64, _ every: Int64, _ offset: Int64,
        _ aggregation: Aggregation<Access.Value, Accumulator, Result>
    ) -> WindowStreams<Span, Result> {
        size == every
            ? tumbling(windows, size: size, offset: offset, aggregation)
            : sliding(windows, size: size, every: every, offset: offset, aggregation)
    }

    @inlinable @inline(__always)
    func tumbling<Span: WindowSpan, Accumulator, Result>(
        _ windows: Windows<Span>, size: Int64, offset: Int64,
        _ aggregation: Aggregation<Access.Value, Accumulator, Result>
    ) -> WindowStreams<Span, Result> {
        typealias Output = WindowResult<Span, Result>
        typealias State = TumblingPanes<Access.Key, Accumulator, Output>
        let (key, initial, add, result) = (key, aggregation.initial, aggregation.add, aggregation.result)
        // The compiler writes a closure into the loop only if the kernel does nothing with it but calls: what passes it on has another.
        let (lateKey, lateAdd) = (key, add)
        let lateness = windows.lateness
        return stream.windowed(
            "window", problem: windows.problemText, needsTime: true,
            state: { State(size: size, offset: offset, lateness: lateness, $0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                    output: UnsafeMutablePointer<Output>, late: inout SideOutput<Access.Record>,
                    state: UnsafeMutablePointer<State>
                ) in
                try Access.fill(state, &cursor, input, output, &late, key: key, add: add) {
                    (pane, cursor: inout Cursor) throws in
                    try Access.correct(pane, state, &cursor, input, key: lateKey, add: lateAdd) {
                        (key, sum, bounds, isCorrection) throws in
                        try Windowed<Span, Result>.result(key, sum, bounds, isCorrection, result)
                    }
                }
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Output>, state: UnsafeMutablePointer<State>
                ) in
                try state.pointee.emit(&cursor, output) { (key, sum, bounds, isCorrection) throws in
                    try Windowed<Span, Result>.result(key, sum, bounds, isCorrection, result)
                }
            }, endPass: { $0.endPass() }, stateBytes: { $0.pointee.byteCount })
    }

    @inlinable @inline(__always)
    func sliding<Span: WindowSpan, Accumulator, Result>(
        _ windows: Windows<Span>, size: Int64, every: Int64, offset: Int64,
        _ aggregation: Aggregation<Access.Value, Accumulator, Result>
    ) -> WindowStreams<Span, Result> {
        typealias Output = WindowResult<Span, Result>
        typealias State = SlidingPanes<Access.Key, Accumulator, Output>
        let (key, initial, add, result) = (key, aggregation.initial, aggregation.add, aggregation.result)
        // The compiler writes a closure into the loop only if the kernel does nothing with it but calls: what passes it on has another.
        let (lateKey, lateAdd) = (key, add)
        let (merge, lateness) = (aggregation.merge, windows.lateness)
        return stream.windowed(
            "window", problem: windows.problemText, needsTime: true,
            state: { State(size: size, every: every, offset: offset, lateness: lateness, $0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Access.Record>,
                    output: UnsafeMutablePointer<Output>, late: inout SideOutput<Access.Record>,
                    state: UnsafeMutablePointer<State>
                ) in
                try Access.fill(state, &cursor, input, output, &late, key: key, add: add) {
                    (pane, past, cursor: inout Cursor) throws in
                    try Access.correct(pane, past, state, &cursor, input, key: lateKey, add: lateAdd, merge: merge) {
                        (key, sum, bounds, isCorrection) throws in
                        try Windowed<Span, Result>.result(key, sum, bounds, isCorrection, result)
                    }
                }
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Output>, state: UnsafeMutablePointer<State>
                ) in
                try state.pointee.emit(&cursor, output, merge: merge) { (key, sum, bounds, isCorrection) throws in
                    try Windowed<Span, Result>.result(key, sum, bounds, isCorrection, result)
                }
            }, endPass: { $0.endPass() }, stateBytes: { $0.pointee.byteCount })
    }
}
