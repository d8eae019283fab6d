internal import CEngine

/// Goes through the records of a block. Where it finds that records end is where a ``CSVTransition`` says that the next ones start, also of
/// text that is no table.
struct CSVScan {
    enum Step: UInt32 {
        case record = 0
        case textBehindQuote
        case openQuote
        /// An empty line or a comment.
        case nothing
        /// The rest is the start of a record, no more.
        case incomplete
    }

    private let format: CSVFormat
    private let marks: renoir_marks
    private let quoteMarks: renoir_marks
    private let delimiter: UInt8
    private let base: UnsafeRawPointer
    private let end: Int
    private let isLast: Bool
    /// Where fields go.
    var fields: CSVFieldList
    /// The marks that are left of 64 bytes, and where those are.
    private var mask: UInt64 = 0
    private var window = 0
    /// Where the next record starts.
    private(set) var place: Int

    init(
        _ format: CSVFormat, _ marks: renoir_marks, _ quoteMarks: renoir_marks, _ fields: CSVFieldList,
        _ base: UnsafeRawPointer, _ range: Range<Int>, isLast: Bool
    ) {
        self.format = format
        self.marks = marks
        self.quoteMarks = quoteMarks
        self.fields = fields
        self.fields.count = 0
        self.base = base
        self.isLast = isLast
        delimiter = format.delimiter
        end = range.upperBound
        place = range.lowerBound
        look(at: place)
    }

    /// Looks for marks from `place` on.
    @inline(__always)
    private mutating func look(at place: Int) {
        window = place
        guard place < end else {
            mask = 0
            return
        }
        mask = renoir_marks64(base + place, marks)
        if end - place < 64 { mask &= 1 << UInt64(end - place) &- 1 }
    }

    /// The place of the next mark; `end` if there is none.
    @inline(__always)
    private mutating func nextMark() -> Int {
        while mask == 0 {
            guard window + 64 < end else { return end }
            look(at: window + 64)
        }
        let found = window + mask.trailingZeroBitCount
        mask &= mask &- 1
        return found
    }

    @inline(__always)
    private func byte(_ place: Int) -> UInt8 { base.load(fromByteOffset: place, as: UInt8.self) }

    /// Puts the fields of the next record behind those of others.
    @inline(__always)
    mutating func next() -> Step {
        if let comment = format.comment, byte(place) == comment { return skipLine() }
        var start = place
        var isFirst = true
        var isEscaped = false
        while true {
            let mark = nextMark()
            guard mark < end else {
                guard isLast else { return .incomplete }
                place = end
                return endRecord(start..<end, isFirst, isEscaped)
            }
            let byte = byte(mark)
            if byte == delimiter {
                fields.append(field(start..<mark, isEscaped))
                start = mark + 1
                isFirst = false
                isEscaped = false
            } else if byte == UInt8(ascii: "\n") {
                place = mark + 1
                return endRecord(start..<lineEnd(start, mark), isFirst, isEscaped)
            } else if byte == format.escape {
                // Whatever it is, the next byte is no mark.
                isEscaped = true
                look(at: mark + 2)
            } else if !isEscaped, mark == start || format.trims && isBlank(start..<mark) {
                if let step = quoted(mark) { return step }
                start = place
                isFirst = false
            }
        }
    }

    @inline(__always)
    private mutating func endRecord(_ range: Range<Int>, _ isFirst: Bool, _ isEscaped: Bool) -> Step {
        let field = field(range, isEscaped)
        if isFirst, field.count == 0 { return .nothing }
        fields.append(field)
        return .record
    }

    @inline(__always)
    private func lineEnd(_ start: Int, _ feed: Int) -> Int {
        feed > start && byte(feed - 1) == UInt8(ascii: "\r") ? feed - 1 : feed
    }

    @inline(__always)
    private func field(_ range: Range<Int>, _ isEscaped: Bool) -> CSVField {
        if !isEscaped, !format.trims { return CSVField(start: range.lowerBound, count: range.count) }
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, format.isBlank(byte(start)) { start += 1 }
        // A blank that an escape stands before is none.
        while start < end, !isEscaped, format.isBlank(byte(end - 1)) { end -= 1 }
        return CSVField(start: start, count: end - start, isQuoted: false, isEscaped: isEscaped)
    }

    private func isBlank(_ range: Range<Int>) -> Bool { range.allSatisfy { format.isBlank(byte($0)) } }

    /// The bytes behind the next line end are the next record's.
    private mutating func skipLine() -> Step {
        let feed = place + renoir_find(base + place, UInt8(ascii: "\n"), end - place)
        guard feed < end || isLast else { return .incomplete }
        place = min(feed + 1, end)
        look(at: place)
        return .nothing
    }
}

// Fields with quotes around them.
extension CSVScan {
    /// Takes the field whose opening quote is at `opening`.
    ///
    /// - Returns: nil if another field follows, which starts at `place`.
    private mutating func quoted(_ opening: Int) -> Step? {
        guard let (field, closing) = content(opening + 1) else {
            guard isLast else { return .incomplete }
            fields.append(CSVField(start: opening + 1, count: end - opening - 1))
            place = end
            return .openQuote
        }
        var next = closing + 1
        while next < end, format.isBlank(byte(next)) { next += 1 }
        let isReturn = next < end && byte(next) == UInt8(ascii: "\r")
        if isReturn, next + 1 < end, byte(next + 1) == UInt8(ascii: "\n") { next += 1 }
        guard next < end, !isReturn || next + 1 < end || byte(next) == UInt8(ascii: "\n") else {
            // The quote may be half of one, and what follows the other half.
            guard isLast, next == end else { return isLast ? junk(closing + 1, field) : .incomplete }
            fields.append(field)
            place = end
            return .record
        }
        switch byte(next) {
        case delimiter:
            fields.append(field)
            place = next + 1
            look(at: place)
            return nil
        case UInt8(ascii: "\n"):
            fields.append(field)
            place = next + 1
            look(at: place)
            return .record
        default: return junk(closing + 1, field)
        }
    }

    /// The field that starts behind its opening quote, and where its closing quote is; nil if it doesn't end here.
    private func content(_ start: Int) -> (CSVField, closing: Int)? {
        var next = start
        var isEscaped = false
        while true {
            next += renoir_find_mark(base + next, max(0, end - next), quoteMarks)
            guard next < end else { return nil }
            if byte(next) == format.quote {
                guard next + 1 < end, byte(next + 1) == format.quote else {
                    return (CSVField(start: start, count: next - start, isQuoted: true, isEscaped: isEscaped), next)
                }
            }
            isEscaped = true
            next += 2
        }
    }

    /// Goes on to the next record from text that follows a closing quote.
    private mutating func junk(_ start: Int, _ field: CSVField) -> Step {
        fields.append(field)
        var state = CSVState.quoteInQuoted
        var next = start
        while next < end, state != .recordStart {
            state = format.state(after: byte(next), in: state)
            next += 1
        }
        guard state == .recordStart || isLast else { return .incomplete }
        place = next
        look(at: place)
        return .textBehindQuote
    }
}
