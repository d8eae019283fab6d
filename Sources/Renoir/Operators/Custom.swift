public import Dataflow

extension DataStream {
    /// Adds an operator of your own, with access to whole batches and to what the stream says about time and passes.
    ///
    /// ```swift
    /// // The running number of each record on its worker, anew in each pass.
    /// let numbered = lines.custom(
    ///     "number", state: { _ in 0 },
    ///     onBatch: { cursor, input, output, count in
    ///         while cursor.canAdvance {
    ///             let line = (input + cursor.consumed).move()
    ///             cursor.consumed += 1
    ///             count.pointee += 1
    ///             (output + cursor.produced).initialize(to: "\(count.pointee): \(line)")
    ///             cursor.produced += 1
    ///         }
    ///     },
    ///     onMark: { cursor, _, count in if cursor.isEndOfPass { count.pointee = 0 } })
    /// ```
    ///
    /// Local: no record leaves its worker. Watermarks and the ends of passes go on when `onMark` has put out what it has.
    ///
    /// - Parameters:
    ///   - name: How messages and `explain()` name it.
    ///   - keepsTimes: Whether `onBatch` calls `cursor.keepTime()` for each record that it puts out, so that the result
    ///     has times if this stream has. `onMark` then writes times itself, to `cursor.outputTimes`.
    ///   - state: Makes the state of one replica, on its worker.
    ///   - onBatch: Moves records out of the input and puts records into the output, as far as the cursor allows; it's
    ///     called again with the rest. It sets `cursor.isPending` if it keeps records back for lack of room. See ``Cursor``
    ///     for what it owes the engine when it throws.
    ///   - onMark: Called when the input's time has come to `cursor.inputWatermark`, and at the end of each pass
    ///     (`cursor.isEndOfPass`), behind all records that came before; puts records into the output, and sets
    ///     `cursor.isPending` to be called again when there is room for more.
    /// - Throws: Whatever the closures throw ends the job on all ranks.
    public func custom<Output: Sendable, State>(
        _ name: String, keepsTimes: Bool = false, state: @escaping @Sendable (Replica) throws -> State,
        onBatch: @escaping Kernel<Element, Output, State>, onMark: Emission<Output, State>? = nil
    ) -> DataStream<Output> {
        var parts = OperatorParts(makeState: state, kernel: onBatch, emission: onMark)
        parts.emitsWithTime = true
        return apply(name, isTimed: keepsTimes && isTimed, parts)
    }
}

extension KeyedDataStream {
    /// Adds an operator of your own; as ``DataStream/custom(_:keepsTimes:state:onBatch:onMark:)``, with the promise that keys stay.
    ///
    /// ```swift
    /// // The running number of each record of a key.
    /// let numbered = events.groupBy { $0.user }.custom(
    ///     "number", state: { _ in [String: Int]() },
    ///     onBatch: { cursor, input, output, counts in
    ///         while cursor.canAdvance {
    ///             let event = (input + cursor.consumed).move()
    ///             cursor.consumed += 1
    ///             counts.pointee[event.key, default: 0] += 1
    ///             (output + cursor.produced).initialize(
    ///                 to: Keyed(key: event.key, value: counts.pointee[event.key]!))
    ///             cursor.produced += 1
    ///         }
    ///     })
    /// ```
    ///
    /// Local: no record leaves its worker.
    ///
    /// - Parameters:
    ///   - onBatch: As that of the operator without keys. It puts out only keys that have come in on the same worker: others would not
    ///     be where their records are.
    ///   - onMark: The same.
    /// - Throws: Whatever the closures throw ends the job on all ranks.
    @inlinable @inline(__always)
    public func custom<Output: Sendable, State>(
        _ name: String, keepsTimes: Bool = false, state: @escaping @Sendable (Replica) throws -> State,
        onBatch: @escaping Kernel<Keyed<Key, Value>, Keyed<Key, Output>, State>,
        onMark: Emission<Keyed<Key, Output>, State>? = nil
    ) -> KeyedDataStream<Key, Output, Placement> {
        KeyedDataStream<Key, Output, Placement>(
            records: records.custom(name, keepsTimes: keepsTimes, state: state, onBatch: onBatch, onMark: onMark))
    }
}
