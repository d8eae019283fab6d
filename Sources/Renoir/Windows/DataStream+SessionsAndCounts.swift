public import Dataflow

extension DataStream {
    /// Sessions of records that have their keys with them.
    @inlinable @inline(__always)
    func sessions<Key: Hashable & Sendable, Value: Sendable, Span: WindowSpan, Accumulator, Result>(
        _ windows: Windows<Span>, gap: Int64, _ aggregation: Aggregation<Value, Accumulator, Result>
    ) -> (results: DataStream<Keyed<Key, Windowed<Span, Result>>>, late: DataStream)
    where Element == Keyed<Key, Value> {
        typealias Output = Keyed<Key, Windowed<Span, Result>>
        typealias State = SessionWindows<Key, Accumulator, Output>
        let (initial, add, merge, result) = (
            aggregation.initial, aggregation.add, aggregation.merge, aggregation.result
        )
        let lateness = windows.lateness
        return windowed(
            "window", problem: windows.problemText, needsTime: true,
            state: { State(gap: gap, lateness: lateness, $0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Output>,
                    late: inout SideOutput<Element>, state: UnsafeMutablePointer<State>
                ) in
                try state.pointee.fill(&cursor, input, output, &late, add: add, merge: merge) {
                    (key, sum, bounds, isCorrection) throws in
                    try Windowed<Span, Result>.result(key, sum, bounds, isCorrection, result)
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

    /// Windows of so many records that have their keys with them.
    @inlinable @inline(__always)
    func counted<Key: Hashable & Sendable, Value: Sendable, Span: WindowSpan, Accumulator, Result>(
        _ windows: Windows<Span>, size: Int, every: Int, partial: PartialWindows,
        _ aggregation: Aggregation<Value, Accumulator, Result>
    ) -> (results: DataStream<Keyed<Key, Windowed<Span, Result>>>, late: DataStream)
    where Element == Keyed<Key, Value> {
        typealias Output = Keyed<Key, Windowed<Span, Result>>
        typealias State = CountWindows<Key, Accumulator, Output>
        let (initial, add, merge, result) = (
            aggregation.initial, aggregation.add, aggregation.merge, aggregation.result
        )
        return windowed(
            "window", problem: windows.problemText, needsTime: false,
            state: { State(size: size, every: every, partial: partial, $0, initial: initial) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Output>,
                    _: inout SideOutput<Element>, state: UnsafeMutablePointer<State>
                ) in
                try state.pointee.fill(&cursor, input, output, add: add, merge: merge) { (key, sum, bounds) throws in
                    try Windowed<Span, Result>.result(key, sum, bounds, false, result)
                }
            },
            emission: {
                (
                    cursor: inout Cursor, output: UnsafeMutablePointer<Output>, state: UnsafeMutablePointer<State>
                ) in
                try state.pointee.emit(&cursor, output, merge: merge) { (key, sum, bounds) throws in
                    try Windowed<Span, Result>.result(key, sum, bounds, false, result)
                }
            }, endPass: { $0.endPass() }, stateBytes: { $0.pointee.byteCount })
    }
}

extension Windowed {
    /// What comes of a key's window; nil if there is no result.
    @inlinable @inline(__always)
    static func result<Key, Accumulator>(
        _ key: Key, _ sum: Accumulator, _ bounds: CellBounds, _ isCorrection: Bool,
        _ result: (Accumulator) throws -> Value?
    ) throws -> Keyed<Key, Windowed>? {
        guard let value = try result(sum) else { return nil }
        return Keyed(
            key: key,
            value: Windowed(Span(start: bounds.start, end: bounds.end), value: value, isCorrection: isCorrection))
    }
}
