/// What is wrong with a record of a table, or with one of its fields.
public enum CSVProblem: Error, Equatable, Sendable {
    /// Text follows a closing quote.
    case textBehindQuote
    /// The file ends inside of quotes.
    case openQuote
    /// The record has another number of fields than there are columns.
    case fieldCount(Int, columns: Int)
    /// The field isn't what it should be. Columns count from 0, among those that were asked for.
    case field(Int, CSVExpectation)
    /// What a decoder was told, of the record or of a column's field.
    case decoding(column: Int?, String)
}

/// What a field should be.
public enum CSVExpectation: Sendable {
    case integer
    /// An integer that fits into the type.
    case smallerInteger
    case number
    case boolean
    case text
}

extension CSVExpectation {
    /// What a message says of a field that isn't it.
    package var complaint: String {
        switch self {
        case .integer: "is no integer"
        case .smallerInteger: "is an integer that doesn't fit"
        case .number: "is no number"
        case .boolean: "is neither true nor false"
        case .text: "is not valid UTF-8"
        }
    }
}

extension CSVProblem {
    /// `error`, if it says what is wrong with a record.
    package init?(_ error: any Error) {
        if let error = error as? CSVProblem {
            self = error
        } else if let error = error as? DecodingError {
            self = .decoding(column: nil, error.complaint)
        } else {
            return nil
        }
    }
}

extension DecodingError {
    /// What it says, in short.
    package var complaint: String {
        switch self {
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
            .keyNotFound(_, let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? context.debugDescription : "'\(path)': \(context.debugDescription)"
        @unknown default: return "\(self)"
        }
    }
}
