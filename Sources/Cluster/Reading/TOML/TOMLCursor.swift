/// A place in the bytes of a TOML text, which are UTF-8 without U+0000.
struct TOMLCursor {
    let text: [UInt8]
    private(set) var place = 0
    private(set) var line = 1
    private var lineStart = 0

    init(_ text: [UInt8]) {
        self.text = text
        if text.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    /// The byte that comes next.
    var next: UInt8? { place < text.count ? text[place] : nil }

    /// The byte `distance` behind the one that comes next.
    func byte(after distance: Int) -> UInt8? { place + distance < text.count ? text[place + distance] : nil }

    mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where place < text.count {
            place += 1
            if text[place - 1] == UInt8(ascii: "\n") {
                line += 1
                lineStart = place
            }
        }
    }

    func stands(_ token: StaticString) -> Bool {
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

    /// Passes a line end if it is what comes next.
    mutating func takeLineEnd() -> Bool { take("\n") || take("\r\n") }

    mutating func skipBlanks() {
        while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { advance() }
    }

    /// Passes blanks and a comment.
    mutating func skipToLineEnd() throws(ConfigurationError) {
        skipBlanks()
        guard take("#") else { return }
        while let byte = next, byte != UInt8(ascii: "\n"), !stands("\r\n") {
            guard !byte.isControl else { throw error("a control character in a comment") }
            advance()
        }
    }

    /// Passes blanks, comments and line ends.
    mutating func skipToContent() throws(ConfigurationError) {
        repeat { try skipToLineEnd() } while takeLineEnd()
    }

    /// The error at this place. It never quotes what stands there: that may be a secret.
    func error(_ what: String) -> ConfigurationError {
        ConfigurationError("this is no TOML: \(what), at column \(place - lineStart + 1)", line: line)
    }
}

extension UInt8 {
    /// Whether it is a control character that stands for itself nowhere; tabs may.
    var isControl: Bool { self < 0x20 && self != UInt8(ascii: "\t") || self == 0x7F }
}
