/// The values of a JSON text in the order in which they are written, a container before what is in it.
///
/// Follows RFC 8259: no comments, no commas at the end, no control characters in texts. Of a key that comes twice, the last counts.
package final class JSONTape {
    /// So deep may arrays and objects be in each other.
    private static let mostLevels = 512

    struct Entry {
        var value: JSONValue
        /// Where what follows the value is on the tape.
        var next: Int
    }

    private(set) var entries: [Entry] = []
    private(set) var text = UnsafeRawBufferPointer(start: nil, count: 0)
    private var place = 0

    package init() {}

    /// Reads `text`, which has to stay as long as its values are used.
    package func read(_ text: UnsafeRawBufferPointer) throws(JSONProblem) {
        self.text = text
        place = 0
        entries.removeAll(keepingCapacity: true)
        try value(level: 0)
        skipBlanks()
        guard place == text.count else { throw problem("something follows the value") }
    }

    private func problem(_ message: String) -> JSONProblem { JSONProblem(message: message, offset: place) }

    @inline(__always)
    private func skipBlanks() {
        while place < text.count, case let byte = text[place],
            byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
        {
            place += 1
        }
    }

    /// The next byte that is no blank.
    @inline(__always)
    private func peek() throws(JSONProblem) -> UInt8 {
        skipBlanks()
        guard place < text.count else { throw problem("the text ends in the middle") }
        return text[place]
    }

    private func value(level: Int) throws(JSONProblem) {
        switch try peek() {
        case UInt8(ascii: "{"): try object(level)
        case UInt8(ascii: "["): try array(level)
        case UInt8(ascii: "\""): try append(string())
        case UInt8(ascii: "t"): try word("true", .boolean(true))
        case UInt8(ascii: "f"): try word("false", .boolean(false))
        case UInt8(ascii: "n"): try word("null", .null)
        default: try append(number())
        }
    }

    private func append(_ value: JSONValue) { entries.append(Entry(value: value, next: entries.count + 1)) }

    private func word(_ word: StaticString, _ value: JSONValue) throws(JSONProblem) {
        let count = word.utf8CodeUnitCount
        let matches =
            text.count - place >= count && (0..<count).allSatisfy { text[place + $0] == word.utf8Start[$0] }
        guard matches else { throw problem("no value starts like this") }
        place += count
        append(value)
    }

    private func object(_ level: Int) throws(JSONProblem) {
        try container(level, end: UInt8(ascii: "}"), { .object(count: $0) }) { () throws(JSONProblem) in
            guard try self.peek() == UInt8(ascii: "\"") else { throw self.problem("a key is a text in quotes") }
            try self.append(self.string())
            guard try self.peek() == UInt8(ascii: ":") else { throw self.problem("a colon follows a key") }
            self.place += 1
            try self.value(level: level + 1)
        }
    }

    private func array(_ level: Int) throws(JSONProblem) {
        try container(level, end: UInt8(ascii: "]"), { .array(count: $0) }) { () throws(JSONProblem) in
            try self.value(level: level + 1)
        }
    }

    private func container(
        _ level: Int, end: UInt8, _ value: (Int) -> JSONValue, _ element: () throws(JSONProblem) -> Void
    ) throws(JSONProblem) {
        guard level < Self.mostLevels else { throw problem("more than \(Self.mostLevels) levels") }
        place += 1
        let entry = entries.count
        append(.null)
        var count = 0
        if try peek() == end {
            place += 1
        } else {
            while true {
                try element()
                count += 1
                let byte = try peek()
                guard byte == end || byte == UInt8(ascii: ",") else { throw problem("a comma or the end is missing") }
                place += 1
                if byte == end { break }
            }
        }
        entries[entry] = Entry(value: value(count), next: entries.count)
    }

    private func string() throws(JSONProblem) -> JSONValue {
        let start = place + 1
        var isEscaped = false
        place = start
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "\"") {
                place += 1
                return .string(start..<place - 1, isEscaped: isEscaped)
            }
            guard byte >= 0x20 else { throw problem("a control character in a text") }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                place += 1
            }
            place += 1
        }
        throw problem("a text has no end")
    }

    private func number() throws(JSONProblem) -> JSONValue {
        let start = place
        func digits() -> Int {
            let first = place
            while place < text.count, text[place] &- UInt8(ascii: "0") <= 9 { place += 1 }
            return place - first
        }
        func takes(_ byte: UInt8) -> Bool {
            guard place < text.count, text[place] == byte else { return false }
            place += 1
            return true
        }
        _ = takes(UInt8(ascii: "-"))
        let first = place
        let whole = digits()
        guard whole > 0 else { throw problem("no value starts like this") }
        guard whole == 1 || text[first] != UInt8(ascii: "0") else { throw problem("a number starts with 0") }
        if takes(UInt8(ascii: ".")), digits() == 0 { throw problem("no digit follows the point") }
        if takes(UInt8(ascii: "e")) || takes(UInt8(ascii: "E")) {
            if !takes(UInt8(ascii: "-")) { _ = takes(UInt8(ascii: "+")) }
            guard digits() > 0 else { throw problem("no digit follows the exponent") }
        }
        return .number(start..<place)
    }
}
