public import Dataflow
internal import Threading

extension DataStream {
    /// Gives each record a time, and says how far time has come.
    ///
    /// ```swift
    /// let timed = readings.withTimestamps({ .milliseconds($0.time) }, watermarks: .outOfOrder(by: .seconds(5)))
    /// ```
    ///
    /// Local: no record leaves its worker. Order stays; times and watermarks that the stream had before are replaced.
    /// Watermarks follow batches: for each worker, the latest time that it has seen less what `watermarks` allows.
    ///
    /// - Parameter time: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `time` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records; 8 bytes more for each.
    @inlinable @inline(__always)
    public func withTimestamps<Failure: Error>(
        _ time: @escaping @Sendable (Element) throws(Failure) -> Timestamp, watermarks: WatermarkStrategy
    ) -> DataStream<Element> {
        timed(
            "withTimestamps", state: { _ in LatestTime(delay: watermarks.delay, patience: watermarks.patience) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Element>,
                    state: UnsafeMutablePointer<LatestTime>
                ) in
                let times = cursor.outputTimes.unsafelyUnwrapped
                var latest = state.pointee.latest
                defer { state.pointee.latest = latest }
                while cursor.canAdvance {
                    let nanoseconds = try time(input[cursor.consumed]).nanoseconds
                    latest = max(latest, nanoseconds)
                    (output + cursor.produced).moveInitialize(from: input + cursor.consumed, count: 1)
                    times[cursor.produced] = nanoseconds
                    cursor.consumed += 1
                    cursor.produced += 1
                }
                cursor.watermark = state.pointee.watermark(at: latest)
                state.pointee.quietSince = 0
            }, endPass: { state, _ in state.latest = .min },
            tick: watermarks.patience > 0 ? { state in state.tick() } : nil)
    }

    /// Takes the times from the records.
    ///
    /// ```swift
    /// let plain = timed.withoutTimestamps()
    /// ```
    ///
    /// Local: no record leaves its worker. Order stays.
    ///
    /// - Complexity: O(*n*) for a batch of *n* records.
    @inlinable @inline(__always)
    public func withoutTimestamps() -> DataStream<Element> {
        apply("withoutTimestamps", keepsTimes: false, state: { _ in Stateless() }) {
            (
                cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Element>,
                _: UnsafeMutablePointer<Stateless>
            ) in
            let count = cursor.runLength
            (output + cursor.produced).moveInitialize(from: input + cursor.consumed, count: count)
            cursor.consumed += count
            cursor.produced += count
        }
    }
}

extension KeyedDataStream {
    /// Gives each record a time, and says how far time has come; as ``DataStream/withTimestamps(_:watermarks:)``.
    ///
    /// ```swift
    /// let timed = readings.groupBy { $0.sensor }
    ///     .withTimestamps({ .milliseconds($0.time) }, watermarks: .outOfOrder(by: .seconds(5)))
    /// ```
    ///
    /// Local: no record leaves its worker. Order stays; times and watermarks that the stream had before are replaced. Time is that of
    /// the worker, over all of its keys: where records of several workers have been brought together, that of one may be far
    /// behind. Better give times before ``DataStream/groupBy(_:)``, which keeps them.
    ///
    /// - Parameter time: Called once per record, on the worker that holds it.
    /// - Throws: Whatever `time` throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records; 8 bytes more for each.
    @inlinable @inline(__always)
    public func withTimestamps<Failure: Error>(
        _ time: @escaping @Sendable (Value) throws(Failure) -> Timestamp, watermarks: WatermarkStrategy
    ) -> KeyedDataStream {
        switch form {
        case .stored(let records):
            KeyedDataStream(
                records: records.stream.withTimestamps({ try time($0.value) }, watermarks: watermarks))
        case .computed(let records):
            KeyedDataStream(records.stream.withTimestamps(time, watermarks: watermarks), key: records.key)
        }
    }
}

extension DataStream {
    /// Gives each record a time, and says how far time has come as `watermark` decides.
    ///
    /// ```swift
    /// // The sender says by a flag that nothing earlier comes.
    /// let timed = readings.withTimestamps({ .milliseconds($0.time) }, state: ()) { _, reading, time in
    ///     reading.isLastOfItsTime ? time : nil
    /// }
    /// ```
    ///
    /// Local: no record leaves its worker. Order stays; times and watermarks that the stream had before are replaced. A watermark that
    /// is earlier than one before says nothing.
    ///
    /// - Parameters:
    ///   - time: Called once per record, on the worker that holds it.
    ///   - state: What `watermark` keeps, of each worker and pass.
    ///   - watermark: Called once per record, behind `time`. What it returns is a promise: no later record of this worker is at or before that time. The
    ///     promise goes on at the end of the batch.
    /// - Throws: Whatever a closure throws ends the job on all ranks.
    /// - Complexity: O(*n*) for a batch of *n* records; 8 bytes more for each.
    @inlinable @inline(__always)
    public func withTimestamps<State: Sendable>(
        _ time: @escaping @Sendable (Element) throws -> Timestamp,
        state initial: @autoclosure @escaping @Sendable () -> State,
        watermark: @escaping @Sendable (inout State, Element, Timestamp) throws -> Timestamp?
    ) -> DataStream<Element> {
        timed(
            "withTimestamps", state: { _ in (own: initial(), reached: Int64.min) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Element>,
                    state: UnsafeMutablePointer<(own: State, reached: Int64)>
                ) in
                let times = cursor.outputTimes.unsafelyUnwrapped
                while cursor.canAdvance {
                    let record = input + cursor.consumed
                    let moment = try time(record.pointee)
                    if let reached = try watermark(&state.pointee.own, record.pointee, moment) {
                        state.pointee.reached = max(state.pointee.reached, reached.nanoseconds)
                    }
                    (output + cursor.produced).moveInitialize(from: record, count: 1)
                    times[cursor.produced] = moment.nanoseconds
                    cursor.consumed += 1
                    cursor.produced += 1
                }
                cursor.watermark = state.pointee.reached
            }, endPass: { state, _ in state = (own: initial(), reached: .min) })
    }
}

/// The latest time that one worker has seen.
@usableFromInline
struct LatestTime {
    @usableFromInline let delay: Int64
    @usableFromInline let patience: Int64
    @usableFromInline var latest = Int64.min
    /// Since when nothing has come, as far as that was noticed; 0 if something has.
    @usableFromInline var quietSince: UInt64 = 0

    @inlinable
    init(delay: Int64, patience: Int64 = 0) {
        self.delay = delay
        self.patience = patience
    }

    /// Nothing has come.
    @usableFromInline
    mutating func tick() -> Tick? {
        let now = MonotonicClock.now
        if quietSince == 0 { quietSince = now }
        return now - quietSince >= UInt64(patience) ? .idle : nil
    }

    /// No later record is at or before this: one nanosecond before what is still allowed.
    @inlinable @inline(__always)
    func watermark(at latest: Int64) -> Int64 {
        let (allowed, overflow) = latest.subtractingReportingOverflow(delay)
        return overflow || allowed == .min ? .min : allowed - 1
    }
}
