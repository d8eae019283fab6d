extension TOMLCursor {
    /// Passes the string that begins here, on one line or several: what is in it.
    mutating func string() throws(ConfigurationError) -> String {
        let isBasic = next == UInt8(ascii: "\"")
        guard take("\"\"\"") || take("'''") else { return try shortString(isBasic: isBasic) }
        _ = takeLineEnd()
        return try longString(isBasic: isBasic)
    }

    /// The rest of a string on one line, after its first quote.
    private mutating func shortString(isBasic: Bool) throws(ConfigurationError) -> String {
        let quote = isBasic ? UInt8(ascii: "\"") : UInt8(ascii: "'")
        advance()
        var content: [UInt8] = []
        while let byte = next, byte != UInt8(ascii: "\n") {
            if byte == quote {
                advance()
                return String(decoding: content, as: UTF8.self)
            }
            if isBasic, byte == UInt8(ascii: "\\") {
                content += try escaped()
            } else {
                try passPlain(byte, &content)
            }
        }
        throw error("a string that doesn't end")
    }

    /// The rest of a string over several lines, after its three quotes.
    private mutating func longString(isBasic: Bool) throws(ConfigurationError) -> String {
        let quote = isBasic ? UInt8(ascii: "\"") : UInt8(ascii: "'")
        var content: [UInt8] = []
        while let byte = next {
            if byte == quote {
                // Up to two quotes before the closing three belong to the string.
                let quotes = text[place...].prefix(5).prefix { $0 == quote }.count
                advance(quotes)
                content += Array(repeating: quote, count: quotes < 3 ? quotes : quotes - 3)
                if quotes >= 3 { return String(decoding: content, as: UTF8.self) }
            } else if isBasic, byte == UInt8(ascii: "\\") {
                if try !passJoinedLines() { content += try escaped() }
            } else if takeLineEnd() {
                content.append(UInt8(ascii: "\n"))
            } else {
                try passPlain(byte, &content)
            }
        }
        throw error("a string that doesn't end")
    }

    private mutating func passPlain(_ byte: UInt8, _ content: inout [UInt8]) throws(ConfigurationError) {
        guard !byte.isControl else { throw error("a control character in a string") }
        content.append(byte)
        advance()
    }

    /// Passes a backslash at the end of a line, and all blanks and line ends up to what follows.
    private mutating func passJoinedLines() throws(ConfigurationError) -> Bool {
        var ahead = self
        ahead.advance()
        ahead.skipBlanks()
        guard ahead.takeLineEnd() else { return false }
        repeat { ahead.skipBlanks() } while ahead.takeLineEnd()
        self = ahead
        return true
    }

    /// Passes a backslash and what belongs to it: the bytes that they stand for.
    private mutating func escaped() throws(ConfigurationError) -> [UInt8] {
        let meanings: [UInt8: UInt8] = [
            UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "f"): 12,
            UInt8(ascii: "r"): 13, UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        ]
        let kind = byte(after: 1) ?? 0
        if let meaning = meanings[kind] {
            advance(2)
            return [meaning]
        }
        let count = kind == UInt8(ascii: "u") ? 4 : kind == UInt8(ascii: "U") ? 8 : 0
        let digits = text[min(place + 2, text.count)...].prefix(count)
        guard count > 0, digits.count == count, digits.allSatisfy(\.isHexDigit),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw error("a backslash with nothing that it stands for") }
        guard value != 0 else { throw ConfigurationError("a string has the character U+0000 in it", line: line) }
        advance(2 + count)
        return Array(String(scalar).utf8)
    }
}
