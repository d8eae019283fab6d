/// A keyed stream whose records are put into windows, before it's said what comes of each.
///
/// ```swift
/// let sums = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).sum { $0.value }
/// ```
public struct WindowedStream<Key: Hashable & Sendable, Value: Sendable, Placement: KeyPlacement, Span: WindowSpan> {
    /// Both as one value: what a structure keeps in parts goes through memory while it is made, where the compiler (Swift 6.3) loses
    /// sight of the stream's closures, so that kernels would call them.
    @usableFromInline
    enum Content {
        case windows(KeyedDataStream<Key, Value, Placement>, Windows<Span>)
    }

    @usableFromInline let content: Content

    @inlinable @inline(__always)
    init(_ stream: KeyedDataStream<Key, Value, Placement>, _ windows: Windows<Span>) {
        content = .windows(stream, windows)
    }

    @inlinable @inline(__always)
    var stream: KeyedDataStream<Key, Value, Placement> {
        switch content {
        case .windows(let stream, _): stream
        }
    }

    @inlinable @inline(__always)
    var windows: Windows<Span> {
        switch content {
        case .windows(_, let windows): windows
        }
    }
}

extension KeyedDataStream {
    /// Puts the records of each key into windows.
    ///
    /// ```swift
    /// let sums = readings
    ///     .withTimestamps({ .milliseconds($0.time) }, watermarks: .outOfOrder(by: .seconds(5)))
    ///     .groupBy { $0.sensor }
    ///     .window(.tumbling(.seconds(10)))
    ///     .sum { $0.value }
    /// ```
    ///
    /// Local: no record leaves its worker. What is said next puts out one ``Windowed`` result for each key and window that has
    /// records, when the window closes: see ``Windows``. The result's time is that of the watermark which closes it, and that
    /// watermark goes on behind it. At the end of a pass all windows close.
    ///
    /// A record whose windows are all over is **late**: it's counted in ``JobSummary/recordsLate``, and
    /// ``WindowedStream/aggregateWithLate(_:)`` gives it on a stream of its own. Whether it's late is decided by its windows and not by its
    /// own time: one behind the watermark joins every window that is still open.
    ///
    /// Windows in time need times, from ``DataStream/withTimestamps(_:watermarks:)``; without them the job doesn't start.
    @inlinable @inline(__always)
    public func window<Span>(_ windows: Windows<Span>) -> WindowedStream<Key, Value, Placement, Span> {
        WindowedStream(self, windows)
    }
}
