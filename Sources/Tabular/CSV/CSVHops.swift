internal import CEngine

/// Goes through a table's text from one byte that may change whether others count to the next, over what lies between.
struct CSVHops {
    /// Quotes, escapes and what begins a comment.
    let marks: renoir_marks
    private let format: CSVFormat

    init(_ format: CSVFormat) {
        self.format = format
        marks = renoir_marks([format.quote, format.escape, format.comment].compactMap(\.self))
    }

    /// The state behind bytes among which there is no mark.
    func state(after run: UnsafeRawBufferPointer, in state: CSVState) -> CSVState {
        guard let last = run.last else { return state }
        switch state {
        case .quoted, .escapedInQuoted: return .quoted
        case .comment where !run.contains(UInt8(ascii: "\n")): return .comment
        // The first byte is one like any other.
        case .escapedInField: return self.state(after: UnsafeRawBufferPointer(rebasing: run.dropFirst()), in: .field)
        case .recordStart, .fieldStart: return self.state(behind: run, last, isAtStart: true)
        default: return self.state(behind: run, last, isAtStart: false)
        }
    }

    /// The state behind bytes outside of quotes: the last ones decide.
    private func state(behind run: UnsafeRawBufferPointer, _ last: UInt8, isAtStart: Bool) -> CSVState {
        if last == UInt8(ascii: "\n") { return .recordStart }
        if last == format.delimiter { return .fieldStart }
        guard format.isBlank(last) else { return .field }
        guard let before = run.last(where: { !format.isBlank($0) }) else { return isAtStart ? .fieldStart : .field }
        return before == UInt8(ascii: "\n") || before == format.delimiter ? .fieldStart : .field
    }
}

extension renoir_marks {
    /// Up to four marks; none at all is a byte of no text.
    init(_ marks: [UInt8]) {
        let first = marks.first ?? 0xFF
        func mark(_ place: Int) -> UInt8 { place < marks.count ? marks[place] : first }
        self.init(bytes: (mark(0), mark(1), mark(2), mark(3)))
    }
}
