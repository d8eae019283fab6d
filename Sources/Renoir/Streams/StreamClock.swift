internal import SystemLibrary

/// What time it is where records arrive: the system's clock, or one that a test moves.
///
/// ```swift
/// let counts = requests.withArrivalTimes(clock: .system).windowAll(.tumbling(.seconds(1))).count()
/// ```
public struct StreamClock: Sendable {
    /// The moment; it may be asked on any thread, and never goes back on one.
    public let now: @Sendable () -> Timestamp

    public init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

    /// The system's clock, in UTC. It may be set back; time then stands still until it has caught up.
    public static let system = StreamClock {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }
}
