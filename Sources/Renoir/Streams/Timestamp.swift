/// A moment, in nanoseconds since the start of 1970 (UTC), or of whatever else a stream counts from.
///
/// ```swift
/// let events = lines.map(Event.init).withTimestamps({ .milliseconds($0.time) }, watermarks: .monotonous)
/// ```
public struct Timestamp: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    /// - Precondition: The time is within 292 years of 1970.
    @inlinable
    public static func milliseconds(_ count: Int64) -> Timestamp { Timestamp(nanoseconds: count * 1_000_000) }

    /// - Precondition: The time is within 292 years of 1970.
    @inlinable
    public static func seconds(_ count: Int64) -> Timestamp { Timestamp(nanoseconds: count * 1_000_000_000) }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// What a stream promises about the times of records that are still to come.
public struct WatermarkStrategy: Sendable, Equatable {
    /// How far behind the latest time that was seen a record may be.
    @usableFromInline let delay: Int64

    /// Times never go back on one worker; equal ones may follow each other.
    public static let monotonous = WatermarkStrategy(delay: 0)

    /// A record is at most `delay` earlier than the latest one that its worker has seen.
    public static func outOfOrder(by delay: Duration) -> WatermarkStrategy {
        let (seconds, attoseconds) = delay.components
        precondition(seconds >= 0 && attoseconds >= 0, "records are out of order by \(delay)")
        return WatermarkStrategy(delay: seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
