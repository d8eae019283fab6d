/// Walks through the bytes of a TOML text, and counts lines.
struct TOMLScanner {
    private let text: [UInt8]
    private var place = 0
    private(set) var line = 1
    private var lineStart = 0

    init(_ text: [UInt8]) {
        self.text = text
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// The column in bytes, from 1.
    var column: Int { place - lineStart + 1 }

    var isAtEnd: Bool { place >= text.count }

    private var next: UInt8? { isAtEnd ? nil : text[place] }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where !isAtEnd {
            place += 1
            if text[place - 1] == UInt8(ascii: "\n") {
                line += 1
                lineStart = place
            }
        }
    }

    private func stands(_ token: StaticString) -> Bool {
        let count = token.utf8CodeUnitCount
        guard place + count <= text.count else { return false }
        return token.withUTF8Buffer { text[place..<(place + count)].elementsEqual($0) }
    }

    /// Passes `token` if it is what comes next.
    mutating func take(_ token: StaticString) -> Bool {
        guard stands(token) else { return false }
        advance(token.utf8CodeUnitCount)
        return true
    }

    /// Passes spaces and comments, and line ends where they mean nothing.
    mutating func skipBlank(newlines: Bool, comments: Bool = true) {
        while let byte = next {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): advance()
            case UInt8(ascii: "\r") where stands("\r\n"):
                advance()
                if !newlines { return }
            case UInt8(ascii: "\n") where newlines: advance()
            case UInt8(ascii: "#") where comments:
                while let byte = next, byte != UInt8(ascii: "\n") { advance() }
            default: return
            }
        }
    }

    /// The parts of a key, and the blanks around it; nil if there is none.
    mutating func keys() throws(ConfigurationError) -> [String]? {
        var keys: [String] = []
        repeat {
            skipBlank(newlines: false, comments: false)
            guard let key = try key() else { return nil }
            keys.append(key)
            guard keys.count <= KeyLines.deepest else {
                throw ConfigurationError("a key has more than \(KeyLines.deepest) parts", line: line)
            }
            skipBlank(newlines: false, comments: false)
        } while take(".")
        return keys
    }

    private mutating func key() throws(ConfigurationError) -> String? {
        switch next {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard !stands("\"\"\""), !stands("'''") else { return nil }
            return try string()
        default:
            let start = place
            while let byte = next, byte.isNameByte || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") {
                advance()
            }
            return start == place ? nil : String(decoding: text[start..<place], as: UTF8.self)
        }
    }

    /// Passes a string, number, date or truth; false if there is none.
    ///
    /// A date and a time with a blank between them are not taken: no key has such a value, and what the library does after
    /// the blank is nothing to rely on.
    mutating func skipScalar() throws(ConfigurationError) -> Bool {
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "'") { return try string() != nil }
        let start = place
        let marks = Array("+-._:".utf8)
        while let byte = next, byte.isNameByte || marks.contains(byte) { advance() }
        return place > start
    }

    /// Passes the string that begins here, over several lines or not: what is in it, or nil if it does not end.
    private mutating func string() throws(ConfigurationError) -> String? {
        let quote = text[place]
        let isBasic = quote == UInt8(ascii: "\"")
        let isLong = isBasic ? stands("\"\"\"") : stands("'''")
        advance(isLong ? 3 : 1)
        var content: [UInt8] = []
        while let byte = next {
            if byte == quote {
                guard isLong else {
                    advance()
                    return String(decoding: content, as: UTF8.self)
                }
                let quotes = text[place...].prefix(5).prefix { $0 == quote }.count
                advance(quotes)
                // Up to two quotes before the closing three belong to the string.
                if quotes >= 3 { return String(decoding: content, as: UTF8.self) }
                content += Array(repeating: quote, count: quotes)
            } else if isBasic, byte == UInt8(ascii: "\\") {
                guard let escaped = try escape(isLong: isLong) else { return nil }
                content += Array(String(escaped).utf8)
            } else {
                guard isLong || byte != UInt8(ascii: "\n") else { return nil }
                content.append(byte)
                advance()
            }
        }
        return nil
    }

    /// Passes a backslash and what belongs to it: the character that it stands for, or nil if it stands for none.
    private mutating func escape(isLong: Bool) throws(ConfigurationError) -> Unicode.Scalar? {
        advance()
        guard let byte = next else { return nil }
        switch byte {
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let count = byte == UInt8(ascii: "u") ? 4 : 8
            let digits = text[(place + 1)...].prefix(count)
            guard digits.count == count, digits.allSatisfy(\.isHexDigit),
                let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            else { return nil }
            guard value != 0 else { throw ConfigurationError("a string has the character U+0000 in it", line: line) }
            advance(1 + count)
            return scalar
        default:
            let meanings: [UInt8: Unicode.Scalar] = [
                UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "t"): "\t", UInt8(ascii: "n"): "\n",
                UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "r"): "\r", UInt8(ascii: "\""): "\"",
                UInt8(ascii: "\\"): "\\",
            ]
            if let meaning = meanings[byte] {
                advance()
                return meaning
            }
            // At the end of a line it joins the next one; what it stands for matters in keys only, which have one line.
            let blanks = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n")]
            guard isLong, blanks.contains(byte) else { return nil }
            while let byte = next, blanks.contains(byte) { advance() }
            return " "
        }
    }
}
