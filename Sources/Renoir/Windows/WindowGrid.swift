/// Time, or a count of records, cut into cells of one size: cell 0 starts at an offset from 0.
@frozen @usableFromInline
struct WindowGrid: Sendable {
    @usableFromInline let size: Int64
    /// From 0 up to the size.
    @usableFromInline let offset: Int64

    /// - Parameter size: At least 1.
    @usableFromInline
    init(size: Int64, offset: Int64 = 0) {
        self.size = size
        let rest = offset % size
        self.offset = rest < 0 ? rest + size : rest
    }

    /// The cell of a moment, also before 0 and at the ends of time.
    @inlinable @inline(__always)
    func index(of time: Int64) -> Int64 {
        var (cell, rest) = time.quotientAndRemainder(dividingBy: size)
        if rest < 0 {
            cell -= 1
            rest += size
        }
        return rest < offset ? cell - 1 : cell
    }

    /// The first moment of a cell, and the one behind a window of `length` that starts there. What is beyond all time is cut off.
    @usableFromInline
    func bounds(of cell: Int64, length: Int64) -> CellBounds {
        let start = Int128(cell) * Int128(size) + Int128(offset)
        let end = start + Int128(length)
        return CellBounds(
            start: Int64(clamping: start), end: Int64(clamping: end), last: Int64(clamping: end - 1))
    }
}

/// Where a window lies.
@frozen @usableFromInline
struct CellBounds {
    @usableFromInline let start: Int64
    @usableFromInline let end: Int64
    /// Its last moment: the window closes when the watermark comes here.
    @usableFromInline let last: Int64

    @inlinable
    init(start: Int64, end: Int64, last: Int64) {
        self.start = start
        self.end = end
        self.last = last
    }
}

extension Int64 {
    /// The sum, or the end of time.
    @inlinable @inline(__always)
    func advanced(byUpTo other: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return !overflow ? sum : other < 0 ? .min : .max
    }

    /// Whether a watermark has passed this moment. The first of all moments says that nothing is known yet.
    @inlinable @inline(__always)
    func isPassed(by watermark: Int64) -> Bool { self <= watermark && watermark != .min }
}
