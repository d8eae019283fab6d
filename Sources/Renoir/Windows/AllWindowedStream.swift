public import Records

/// A stream whose records are put into windows all together, before it's said what comes of each.
///
/// ```swift
/// let sums = readings.windowAll(.tumbling(.seconds(10))).sum { $0.value }
/// ```
public struct AllWindowedStream<Element: Sendable, Span: WindowSpan> {
    @usableFromInline let stream: DataStream<Element>
    @usableFromInline let windows: Windows<Span>

    @inlinable @inline(__always)
    init(_ stream: DataStream<Element>, _ windows: Windows<Span>) {
        self.stream = stream
        self.windows = windows
    }
}

extension DataStream {
    /// Puts all records into windows, whatever they are about.
    ///
    /// ```swift
    /// let sums = readings
    ///     .withTimestamps({ .milliseconds($0.time) }, watermarks: .outOfOrder(by: .seconds(5)))
    ///     .windowAll(.tumbling(.seconds(10)))
    ///     .sum { $0.value }
    /// ```
    ///
    /// Exchanges: all records move to a single worker of rank 0; those of a single worker come in order. All else is as of
    /// ``KeyedDataStream/window(_:)``. Where one worker isn't enough, use windows of any key first, and put together what they give.
    ///
    /// - Complexity: O(*n*) for *n* records, all of them on one worker.
    @inlinable @inline(__always)
    public func windowAll<Span>(_ windows: Windows<Span>) -> AllWindowedStream<Element, Span> {
        AllWindowedStream(gather("windowAll", wire: .resolve()), windows)
    }
}

extension AllWindowedStream {
    /// Combines the values of each window as `aggregation` says.
    ///
    /// ```swift
    /// let delays = flights.windowAll(.tumbling(.seconds(3600))).aggregate(.mean { $0.delay })
    /// ```
    ///
    /// As ``WindowedStream/aggregate(_:)``, on a single worker.
    @inlinable @inline(__always)
    public func aggregate<Accumulator, Result>(
        _ aggregation: Aggregation<Element, Accumulator, Result>
    ) -> DataStream<Windowed<Span, Result>> {
        keyed.window(windows).aggregate(aggregation).values()
    }

    /// Combines the values of each window, and gives records that came too late; as ``WindowedStream/aggregateWithLate(_:)``.
    @inlinable @inline(__always)
    public func aggregateWithLate<Accumulator, Result>(
        _ aggregation: Aggregation<Element, Accumulator, Result>
    ) -> (results: DataStream<Windowed<Span, Result>>, late: DataStream<Element>) {
        let (results, late) = keyed.window(windows).aggregateWithLate(aggregation)
        return (results.values(), late.values())
    }

    /// All records have one key.
    @inlinable @inline(__always)
    var keyed: LocallyKeyedStream<UInt8, Element> { LocallyKeyedStream(stream) { _ in 0 } }
}
