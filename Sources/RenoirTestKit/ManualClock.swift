public import Renoir
internal import Threading

/// A clock that a test moves.
///
/// ```swift
/// let clock = ManualClock()
/// let counts = stream.withArrivalTimes(clock: clock.clock).windowAll(.tumbling(.seconds(1))).count()
/// clock.advance(by: .seconds(1))
/// ```
public final class ManualClock: @unchecked Sendable {
    private let lock = Lock()
    private var nanoseconds: Int64

    public init(at start: Timestamp = .seconds(0)) { nanoseconds = start.nanoseconds }

    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        lock.withLock { nanoseconds += seconds * 1_000_000_000 + attoseconds / 1_000_000_000 }
    }

    public var clock: StreamClock {
        StreamClock { Timestamp(nanoseconds: self.lock.withLock { self.nanoseconds }) }
    }
}
