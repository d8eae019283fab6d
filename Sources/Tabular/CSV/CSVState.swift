/// What the next byte of a table's text means, by those before it.
package enum CSVState: UInt8, CaseIterable, Sendable {
    case recordStart
    case fieldStart
    /// In a field without quotes, or behind the closing quote of another.
    case field
    case quoted
    /// Behind a quote in a quoted field: its end, or the first half of one.
    case quoteInQuoted
    case escapedInQuoted
    case escapedInField
    case comment
}

extension CSVFormat {
    /// The state behind `byte`.
    package func state(after byte: UInt8, in state: CSVState) -> CSVState {
        switch state {
        case .quoted:
            if byte == escape { return .escapedInQuoted }
            return byte == quote ? .quoteInQuoted : .quoted
        case .escapedInQuoted: return .quoted
        case .escapedInField: return .field
        case .comment: return byte == UInt8(ascii: "\n") ? .recordStart : .comment
        case .recordStart where byte == comment: return .comment
        case .recordStart, .fieldStart: return byte == quote ? .quoted : stateOutside(byte, atStart: true)
        case .field: return stateOutside(byte, atStart: false)
        case .quoteInQuoted: return byte == quote ? .quoted : stateOutside(byte, atStart: false)
        }
    }

    private func stateOutside(_ byte: UInt8, atStart: Bool) -> CSVState {
        if byte == UInt8(ascii: "\n") { return .recordStart }
        if byte == delimiter { return .fieldStart }
        if byte == escape { return .escapedInField }
        return atStart && isBlank(byte) ? .fieldStart : .field
    }
}
