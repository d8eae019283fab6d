extension KeyedDataStream {
    /// Pairs the values of equal keys of two streams that are in the same window.
    ///
    /// ```swift
    /// let both = views.groupBy { $0.user }.join(clicks.groupBy { $0.user }, in: .tumbling(.seconds(60)))
    /// ```
    ///
    /// Local: what lies by its key, after ``DataStream/groupBy(_:)``, meets where it is. The pairs of a window come when it closes, in no particular order, and
    /// have its bounds; a session is one of the records of both streams. Late records of either stream are left out, and counted in
    /// ``JobSummary/recordsLate``. Both streams need times; without them the job doesn't start.
    ///
    /// - Complexity: O(*n* + *p*) for *n* records and *p* pairs; memory for the records of open windows.
    @inlinable @inline(__always)
    public func join<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, in windows: Windows<TimeSpan>
    ) -> KeyedDataStream<Key, Windowed<TimeSpan, (Value, Other)>, Placement> {
        cogroup(other, in: windows).flatMap { window in
            window.value.lefts.flatMap { left in
                window.value.rights.map { right in
                    Windowed(window.span, value: (left, right), isCorrection: window.isCorrection)
                }
            }
        }
    }

    /// The values of equal keys of two streams that are in the same window, those of each stream in an array.
    ///
    /// ```swift
    /// let rates = views.groupBy { $0.page }.cogroup(clicks.groupBy { $0.page }, in: .tumbling(.seconds(60)))
    ///     .map { Double($0.value.rights.count) / Double($0.value.lefts.count) }
    /// ```
    ///
    /// As ``join(_:in:)``. One of the two may be empty, not both.
    @inlinable @inline(__always)
    public func cogroup<Other: Sendable>(
        _ other: KeyedDataStream<Key, Other, Placement>, in windows: Windows<TimeSpan>
    ) -> KeyedDataStream<Key, Windowed<TimeSpan, Cogroup<Value, Other>>, Placement> {
        map { JoinSideValue<Value, Other>.left($0) }.merge(other.map { .right($0) }).window(windows).aggregate(
            Aggregation(
                initial: Cogroup<Value, Other>(),
                add: { both, value in
                    switch value {
                    case .left(let value): both.lefts.append(value)
                    case .right(let value): both.rights.append(value)
                    }
                },
                merge: { both, other in
                    both.lefts += other.lefts
                    both.rights += other.rights
                }))
    }
}

/// The values of two streams in one window.
public struct Cogroup<Left: Sendable, Right: Sendable>: Sendable {
    public var lefts: [Left] = []
    public var rights: [Right] = []

    @inlinable
    public init() {}
}

/// A value of one of two streams.
@usableFromInline
enum JoinSideValue<Left: Sendable, Right: Sendable>: Sendable {
    case left(Left)
    case right(Right)
}
