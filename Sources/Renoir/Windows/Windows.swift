/// How records are put into windows.
///
/// ```swift
/// let hourly = visits.groupBy { $0.page }.window(.tumbling(.seconds(3600))).count()
/// let rolling = visits.groupBy { $0.page }.window(.sliding(.seconds(60), every: .seconds(1))).count()
/// let stays = visits.groupBy { $0.user }.window(.session(gap: .seconds(1800))).count()
/// let tens = visits.groupBy { $0.page }.window(.count(10)).collect()
/// ```
///
/// Windows in time are aligned to the epoch, before it too, whenever the first record comes. One from *a* up to *b* closes when the
/// watermark comes to *b* − 1 ns: nothing at or before that may come. A session closes only when the watermark comes to its end,
/// since a record there would still belong to it.
public struct Windows<Span: WindowSpan>: Sendable {
    @usableFromInline
    enum Kind: Sendable {
        case sliding(size: Int64, every: Int64, offset: Int64)
        case session(gap: Int64)
        case count(Int, every: Int, partial: PartialWindows)
    }

    @usableFromInline var kind: Kind
    /// How long after their end windows in time take late records.
    @usableFromInline var lateness: Int64 = 0
    /// What keeps the job from starting.
    @usableFromInline var problemText: String?

    /// Whether a window's accumulator may be made of several.
    @inlinable
    var merges: Bool {
        switch kind {
        case .sliding(let size, let every, _): size != every
        case .session: true
        case .count(let size, let every, _): size != every
        }
    }

    init(_ kind: Kind, problem: String? = nil) {
        self.kind = kind
        problemText = problem
    }
}

extension Windows where Span == TimeSpan {
    /// Windows of one size that follow each other.
    ///
    /// ```swift
    /// let sums = readings.groupBy { $0.sensor }.window(.tumbling(.seconds(10))).sum { $0.value }
    /// ```
    ///
    /// - Parameters:
    ///   - size: With less than a nanosecond, or more than 292 years, the job doesn't start.
    ///   - offset: By how much later they start than multiples of `size` since the epoch. Weeks of seven days start on Thursdays; those with an offset of
    ///     four days start on Mondays.
    public static func tumbling(_ size: Duration, offset: Duration = .zero) -> Windows {
        sliding("tumbling", size, every: size, offset: offset)
    }

    /// Windows of one size of which one starts at each multiple of `every`: a record is in several of them, or in none if `every` is longer than `size`.
    ///
    /// ```swift
    /// let rolling = visits.groupBy { $0.page }.window(.sliding(.seconds(60), every: .seconds(1))).count()
    /// ```
    ///
    /// Windows share what they have in common: panes, as long as the greatest common divisor of `size` and `every`. What a record and a result cost
    /// doesn't depend on how many windows a record is in.
    ///
    /// - Parameters:
    ///   - size: With less than a nanosecond, or more than 292 years, the job doesn't start.
    ///   - every: The same.
    ///   - offset: By how much later they start than multiples of `every` since the epoch.
    public static func sliding(_ size: Duration, every: Duration, offset: Duration = .zero) -> Windows {
        sliding("sliding", size, every: every, offset: offset)
    }

    /// Windows of records that follow each other within `gap`: one that comes exactly `gap` after the last one still belongs to them.
    ///
    /// ```swift
    /// let stays = visits.groupBy { $0.user }.window(.session(gap: .seconds(1800))).count()
    /// ```
    ///
    /// A session ends `gap` after its last record; its results have that time. A record between two sessions may make them one.
    ///
    /// - Parameter gap: With less than a nanosecond, or more than 292 years, the job doesn't start.
    public static func session(gap: Duration) -> Windows {
        guard let gap = nanoseconds(gap), gap > 0 else {
            return Windows(
                .session(gap: 1), problem: "session(gap: \(gap)): a gap is a nanosecond at least, and 292 years at most"
            )
        }
        return Windows(.session(gap: gap))
    }

    /// The same windows, which take records that come after they have closed, but no later than `lateness` after it.
    ///
    /// ```swift
    /// let counts = visits.groupBy { $0.page }
    ///     .window(.tumbling(.seconds(60)).allowingLateness(.seconds(10))).count()
    /// ```
    ///
    /// Each such record gives a result once more, which says that it's a correction (``Windowed/isCorrection``). What windows need is kept
    /// that much longer. Time that a result has lies behind the watermark then: windows behind these would take it for a late one.
    ///
    /// - Parameter lateness: In event time. With less than nothing the job doesn't start.
    public func allowingLateness(_ lateness: Duration) -> Windows {
        var windows = self
        if let nanoseconds = Windows.nanoseconds(lateness), nanoseconds >= 0 {
            windows.lateness = nanoseconds
        } else if lateness > .zero {
            windows.lateness = .max
        } else {
            windows.problemText = problemText ?? "allowingLateness(\(lateness)): there is no negative lateness"
        }
        return windows
    }

    private static func sliding(
        _ name: String, _ size: Duration, every: Duration, offset: Duration
    ) -> Windows {
        guard let length = nanoseconds(size), let slide = nanoseconds(every), length > 0, slide > 0 else {
            return Windows(
                .sliding(size: 1, every: 1, offset: 0),
                problem:
                    "\(name)(\(size)\(size == every ? "" : ", every: \(every)")): a window lasts a nanosecond at least, and "
                    + "292 years at most")
        }
        guard let offset = nanoseconds(offset) else {
            return Windows(
                .sliding(size: 1, every: 1, offset: 0), problem: "\(name): an offset of more than 292 years")
        }
        return Windows(.sliding(size: length, every: slide, offset: offset))
    }

    /// - Returns: nil beyond 292 years.
    private static func nanoseconds(_ duration: Duration) -> Int64? {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflows) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflow || overflows ? nil : sum
    }
}

extension Windows where Span == RecordSpan {
    /// Windows of `count` records that follow each other, of each key.
    ///
    /// ```swift
    /// let tens = visits.groupBy { $0.page }.window(.count(10)).collect()
    /// ```
    ///
    /// A window comes out with its last record. What is left at the end of a pass comes out only if `includesIncomplete`.
    ///
    /// - Parameter count: With fewer than one the job doesn't start.
    public static func count(_ count: Int, includesIncomplete: Bool = false) -> Windows {
        self.count(count, every: count, includesIncomplete: includesIncomplete)
    }

    /// Windows of `count` records of which one starts every so many records.
    ///
    /// ```swift
    /// let rolling = prices.groupBy { $0.stock }.window(.count(3, every: 2)).mean { $0.price }
    /// ```
    ///
    /// A window comes out with its last record. Those that the end of a pass cuts off come out only if `includesIncomplete`.
    ///
    /// - Parameters:
    ///   - count: With fewer than one the job doesn't start.
    ///   - every: The same. More than `count` leaves records out between windows.
    public static func count(_ count: Int, every: Int, includesIncomplete: Bool = false) -> Windows {
        guard count > 0, every > 0 else {
            return Windows(
                .count(1, every: 1, partial: .none),
                problem: "count(\(count), every: \(every)): one record is the least")
        }
        return Windows(.count(count, every: every, partial: includesIncomplete ? .atEnd : .none))
    }

    /// For each record, the window of the last `count` ones with it; fewer at the beginning.
    ///
    /// ```swift
    /// let moving = prices.groupBy { $0.stock }.window(.last(20)).mean { $0.price }
    /// ```
    ///
    /// - Parameter count: With fewer than one the job doesn't start.
    public static func last(_ count: Int) -> Windows {
        guard count > 0 else {
            return Windows(.count(1, every: 1, partial: .none), problem: "last(\(count)): one record is the least")
        }
        return Windows(.count(count, every: 1, partial: .atStart))
    }

    /// One window of all records of a pass, which comes out at its end.
    ///
    /// ```swift
    /// let totals = orders.groupBy { $0.customer }.window(.all).sum { $0.total }
    /// ```
    public static var all: Windows { Windows(.count(.max, every: .max, partial: .atEnd)) }
}

/// Which windows of records come out that have fewer than all of theirs.
@usableFromInline
enum PartialWindows: Sendable {
    case none
    /// Those that the end of a pass cuts off.
    case atEnd
    /// Those at the beginning.
    case atStart
}
