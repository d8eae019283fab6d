/// The bounds of a window: ``TimeSpan`` or ``RecordSpan``.
public protocol WindowSpan: Hashable, Sendable {
    /// From `start` up to `end`, which is not part of it.
    init(start: Int64, end: Int64)
}

/// The bounds of a window in time: from `start` up to `end`, which is not part of it.
@frozen
public struct TimeSpan: WindowSpan {
    public var start: Timestamp
    public var end: Timestamp

    @inlinable
    public init(start: Timestamp, end: Timestamp) {
        self.start = start
        self.end = end
    }

    @inlinable
    public init(start: Int64, end: Int64) {
        self.init(start: Timestamp(nanoseconds: start), end: Timestamp(nanoseconds: end))
    }
}

/// The bounds of a window of records: numbers of records, from 0 for the first one of the key, or of the stream if it has no keys. `end` is
/// not part of it.
@frozen
public struct RecordSpan: WindowSpan {
    public var start: Int
    public var end: Int

    @inlinable
    public init(start: Int, end: Int) {
        self.start = start
        self.end = end
    }

    @inlinable
    public init(start: Int64, end: Int64) { self.init(start: Int(start), end: Int(end)) }

    /// How many records the window has.
    @inlinable
    public var count: Int { end - start }
}
