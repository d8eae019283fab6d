/// A moment, in nanoseconds since the start of 1970 (UTC), or of whatever else a stream counts from.
///
/// ```swift
/// let events = lines.map(Event.init).withTimestamps({ .milliseconds($0.time) }, watermarks: .monotonous)
/// ```
public struct Timestamp: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// A time further than 292 years from 1970 is the last one, or the first, that there is.
    @inlinable
    public static func milliseconds(_ count: Int64) -> Timestamp {
        Timestamp(nanoseconds: saturating(count, by: 1_000_000))
    }

    /// A time further than 292 years from 1970 is the last one, or the first, that there is.
    @inlinable
    public static func seconds(_ count: Int64) -> Timestamp {
        Timestamp(nanoseconds: saturating(count, by: 1_000_000_000))
    }

    @inlinable
    static func saturating(_ count: Int64, by factor: Int64) -> Int64 {
        let (product, overflow) = count.multipliedReportingOverflow(by: factor)
        return !overflow ? product : count < 0 ? .min : .max
    }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// What a stream promises about the times of records that are still to come.
public struct WatermarkStrategy: Sendable, Equatable {
    /// How far behind the latest time that was seen a record may be.
    @usableFromInline let delay: Int64
    /// After how long without records nobody waits for a worker; 0 for never.
    @usableFromInline var patience: Int64 = 0

    /// Times never go back on one worker; equal ones may follow each other.
    public static let monotonous = WatermarkStrategy(delay: 0)

    /// A record is at most `delay` earlier than the latest one that its worker has seen. A negative delay counts as none,
    /// one of more than 292 years as endless.
    public static func outOfOrder(by delay: Duration) -> WatermarkStrategy {
        guard delay > .zero else { return monotonous }
        let (seconds, attoseconds) = delay.components
        let (whole, part) = (Timestamp.saturating(seconds, by: 1_000_000_000), attoseconds / 1_000_000_000)
        let (sum, overflow) = whole.addingReportingOverflow(part)
        return WatermarkStrategy(delay: overflow ? .max : sum)
    }

    /// The same promise, by a worker to whom nothing has come for `patience` made idle: others don't wait for its time, until something comes.
    ///
    /// ```swift
    /// let timed = readings.withTimestamps(
    ///     { .milliseconds($0.time) }, watermarks: .outOfOrder(by: .seconds(5)).idle(after: .seconds(30)))
    /// ```
    ///
    /// Where a source is quiet for a while, or is empty on some workers, windows of others still close. What comes afterwards may be late. A worker whose
    /// source has ended holds nobody's time back anyway.
    ///
    /// - Parameter patience: In real time. With less than a nanosecond nobody is idle.
    public func idle(after patience: Duration) -> WatermarkStrategy {
        var strategy = self
        strategy.patience = max(0, patience.clampedNanoseconds)
        return strategy
    }
}
