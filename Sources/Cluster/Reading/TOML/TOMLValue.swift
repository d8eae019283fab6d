/// A value of a TOML text.
enum TOMLValue {
    case string(String)
    case integer(Int)
    case float(Double)
    case boolean(Bool)
    /// A date, a time of day or both, as they are written.
    case time(String)
    case array([TOMLItem])
    case table(TOMLTable)
    /// What `[[name]]` adds to.
    case tables(TOMLTableList)

    /// What it is, for messages.
    var kind: String {
        switch self {
        case .string: "a string"
        case .integer: "an integer"
        case .float: "a floating-point number"
        case .boolean: "a boolean"
        case .time: "a date or time"
        case .array, .tables: "an array"
        case .table: "a table"
        }
    }

    /// The elements of an array, of tables too.
    var elements: [TOMLItem]? {
        switch self {
        case .array(let elements): elements
        case .tables(let list): list.tables.map { TOMLItem(value: .table($0), line: $0.line) }
        default: nil
        }
    }
}

/// A value and the line on which it was named.
struct TOMLItem {
    let value: TOMLValue
    let line: Int
}
