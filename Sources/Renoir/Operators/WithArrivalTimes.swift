public import Dataflow

extension DataStream {
    /// Gives each record the time at which it arrives here, so that windows behind it are windows of real time: processing time.
    ///
    /// ```swift
    /// let perSecond = requests.withArrivalTimes().groupBy { $0.page }.window(.tumbling(.seconds(1))).count()
    /// ```
    ///
    /// Local: no record leaves its worker. Order stays; times and watermarks that the stream had before are replaced. Time passes as the clock says, also
    /// when no record comes, in steps of some 20 ms: windows close as soon after their end. No record is late on the worker that gives times; which
    /// window one is in depends on when it comes, and so on the machine.
    ///
    /// - Parameter clock: Asked once for each batch.
    /// - Complexity: O(*n*) for a batch of *n* records; 8 bytes more for each.
    @inlinable @inline(__always)
    public func withArrivalTimes(clock: StreamClock = .system) -> DataStream<Element> {
        timed(
            "withArrivalTimes", state: { _ in ArrivalTime(clock) },
            kernel: {
                (
                    cursor: inout Cursor, input: UnsafeMutablePointer<Element>, output: UnsafeMutablePointer<Element>,
                    state: UnsafeMutablePointer<ArrivalTime>
                ) in
                let count = cursor.runLength
                let now = state.pointee.take()
                (output + cursor.produced).moveInitialize(from: input + cursor.consumed, count: count)
                cursor.outputTimes.unsafelyUnwrapped.advanced(by: cursor.produced).update(repeating: now, count: count)
                cursor.consumed += count
                cursor.produced += count
                cursor.watermark = now - 1
            }, endPass: { _, _ in }, tick: { state in state.tick() })
    }
}

extension KeyedDataStream {
    /// Gives each record the time at which it arrives here; as ``DataStream/withArrivalTimes(clock:)``.
    ///
    /// ```swift
    /// let perSecond = requests.groupBy { $0.page }.withArrivalTimes().window(.tumbling(.seconds(1))).count()
    /// ```
    @inlinable @inline(__always)
    public func withArrivalTimes(clock: StreamClock = .system) -> KeyedDataStream {
        switch form {
        case .stored(let records): KeyedDataStream(records: records.stream.withArrivalTimes(clock: clock))
        case .computed(let records): KeyedDataStream(records.stream.withArrivalTimes(clock: clock), key: records.key)
        }
    }
}

/// How far real time has come on one worker.
@usableFromInline
struct ArrivalTime {
    /// Nanoseconds between two watermarks while nothing comes.
    private static let step: Int64 = 10_000_000

    private let clock: StreamClock
    private var latest = Int64.min + 1
    private var said = Int64.min

    @usableFromInline
    init(_ clock: StreamClock) { self.clock = clock }

    /// The time of the records that come now.
    @usableFromInline
    mutating func take() -> Int64 {
        latest = max(latest, clock.now().nanoseconds)
        said = latest
        return latest
    }

    /// Nothing has come.
    @usableFromInline
    mutating func tick() -> Tick? {
        let now = max(latest, clock.now().nanoseconds)
        guard now >= said.advanced(byUpTo: Self.step) else { return nil }
        (latest, said) = (now, now)
        return .watermark(now - 1)
    }
}
