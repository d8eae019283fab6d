/// Makes tables of a TOML 1.0.0 text; every value knows its line.
struct TOMLParser {
    /// Deeper than any description goes.
    static let deepest = 16

    private var cursor: TOMLCursor
    private let root = TOMLTable(.header, line: 1)

    /// - Throws: ``ConfigurationError`` with line and column, if `text`, which is UTF-8 without U+0000, is no TOML.
    static func parse(_ text: [UInt8]) throws(ConfigurationError) -> TOMLTable {
        var parser = TOMLParser(cursor: TOMLCursor(text))
        try parser.document()
        return parser.root
    }

    private init(cursor: TOMLCursor) { self.cursor = cursor }

    private mutating func document() throws(ConfigurationError) {
        var table = root
        var depth = 0
        while true {
            try cursor.skipToContent()
            guard cursor.next != nil else { return }
            if cursor.stands("[") {
                (table, depth) = try header()
            } else {
                try entry(in: table, depth: depth)
            }
            try cursor.skipToLineEnd()
            guard cursor.next == nil || cursor.takeLineEnd() else { throw cursor.error("more than belongs on a line") }
        }
    }

    /// `[table]` or `[[array]]`: the table that it opens, and how deep that lies.
    private mutating func header() throws(ConfigurationError) -> (TOMLTable, depth: Int) {
        let start = cursor
        let isElement = cursor.take("[[")
        if !isElement { cursor.advance() }
        let keys = try self.keys()
        guard isElement ? cursor.take("]]") : cursor.take("]") else {
            throw cursor.error("the end of a header is missing")
        }
        var table: TOMLTable? = root
        for key in keys.dropLast() { table = table?.onTheWay(key, line: start.line) }
        let last = keys[keys.count - 1]
        table =
            isElement
            ? table?.openedElement(last, line: start.line) : table?.opened(last, line: start.line)
        guard let table else { throw start.error("what the header opens is there already") }
        return (table, keys.count + (isElement ? 1 : 0))
    }

    /// `key = value` in `table`.
    private mutating func entry(in table: TOMLTable, depth: Int) throws(ConfigurationError) {
        let start = cursor
        let keys = try self.keys()
        guard cursor.take("=") else { throw cursor.error("there is no '=' behind a key") }
        cursor.skipBlanks()
        var inner: TOMLTable? = table
        for key in keys.dropLast() { inner = inner?.dotted(key, line: start.line) }
        let value = try value(depth: depth + keys.count)
        guard let inner, inner.add(keys[keys.count - 1], value, line: start.line) else {
            throw start.error("this key has a value already")
        }
    }

    /// The parts of a key, and the blanks around them.
    private mutating func keys() throws(ConfigurationError) -> [String] {
        var keys: [String] = []
        repeat {
            cursor.skipBlanks()
            keys.append(try key())
            guard keys.count <= Self.deepest else {
                throw ConfigurationError("a key has more than \(Self.deepest) parts", line: cursor.line)
            }
            cursor.skipBlanks()
        } while cursor.take(".")
        return keys
    }

    private mutating func key() throws(ConfigurationError) -> String {
        if cursor.next == UInt8(ascii: "\"") || cursor.next == UInt8(ascii: "'") {
            guard !cursor.stands("\"\"\""), !cursor.stands("'''") else {
                throw cursor.error("a key over several lines")
            }
            return try cursor.string()
        }
        let start = cursor.place
        while let byte = cursor.next, byte.isNameByte || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
            cursor.advance()
        }
        guard start < cursor.place else { throw cursor.error("there is no key") }
        return String(decoding: cursor.text[start..<cursor.place], as: UTF8.self)
    }

    /// A value, as whose part `depth` others are around it.
    private mutating func value(depth: Int) throws(ConfigurationError) -> TOMLValue {
        guard depth <= Self.deepest else {
            throw ConfigurationError(
                "tables and arrays lie in one another more than \(Self.deepest) deep", line: cursor.line)
        }
        switch cursor.next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try cursor.string())
        case UInt8(ascii: "["): return .array(try elements(depth: depth))
        case UInt8(ascii: "{"): return .table(try inlineTable(depth: depth))
        default: return try cursor.scalar()
        }
    }

    private mutating func elements(depth: Int) throws(ConfigurationError) -> [TOMLItem] {
        cursor.advance()
        var elements: [TOMLItem] = []
        while true {
            try cursor.skipToContent()
            if cursor.take("]") { return elements }
            let line = cursor.line
            elements.append(TOMLItem(value: try value(depth: depth + 1), line: line))
            try cursor.skipToContent()
            if cursor.take(",") { continue }
            guard cursor.take("]") else { throw cursor.error("the end of an array is missing") }
            return elements
        }
    }

    private mutating func inlineTable(depth: Int) throws(ConfigurationError) -> TOMLTable {
        let table = TOMLTable(.inline, line: cursor.line)
        cursor.advance()
        cursor.skipBlanks()
        if cursor.take("}") { return table }
        while true {
            try entry(in: table, depth: depth)
            cursor.skipBlanks()
            if cursor.take(",") { continue }
            guard cursor.take("}") else { throw cursor.error("the end of a table is missing") }
            return table
        }
    }
}
