public import Dataflow

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
            "withTimestamps", state: { _ in LatestTime(delay: watermarks.delay) },
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
            }, endPass: { state, _ in state.latest = .min })
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

/// The latest time that one worker has seen.
@usableFromInline
struct LatestTime {
    @usableFromInline let delay: Int64
    @usableFromInline var latest = Int64.min

    @inlinable
    init(delay: Int64) { self.delay = delay }

    /// No later record is at or before this: one nanosecond before what is still allowed.
    @inlinable @inline(__always)
    func watermark(at latest: Int64) -> Int64 {
        let (allowed, overflow) = latest.subtractingReportingOverflow(delay)
        return overflow || allowed == .min ? .min : allowed - 1
    }
}
