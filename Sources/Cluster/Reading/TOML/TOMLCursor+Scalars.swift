extension TOMLCursor {
    /// Passes a number, date, time or truth.
    mutating func scalar() throws(ConfigurationError) -> TOMLValue {
        let start = self
        let word = String(decoding: word(), as: UTF8.self)
        switch word {
        case "": throw error("no value")
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        case "inf", "+inf": return .float(.infinity)
        case "-inf": return .float(-.infinity)
        case "nan", "+nan", "-nan": return .float(.nan)
        default: break
        }
        if TOMLTime.isTime(Array(word.utf8)) { return .time(word) }
        switch TOMLNumber(word) {
        case .integer(let value): return .integer(value)
        case .float(let value): return .float(value)
        case .tooLarge: throw start.error("an integer beyond 64 bits")
        case nil: throw start.error("neither a string between quotes nor a number, a truth or a time")
        }
    }

    /// Passes what belongs to one scalar: a date and a time may have a blank between them.
    private mutating func word() -> ArraySlice<UInt8> {
        let start = place
        passWord()
        if next == UInt8(ascii: " "), byte(after: 1)?.isDigit == true, TOMLTime.isDate(text[start..<place]) {
            advance()
            passWord()
        }
        return text[start..<place]
    }

    private mutating func passWord() {
        let marks = "+-._:".utf8
        while let byte = next, byte.isNameByte || marks.contains(byte) { advance() }
    }
}

/// A number as TOML writes it.
enum TOMLNumber {
    case integer(Int)
    case float(Double)
    /// An integer that 64 bits can't hold.
    case tooLarge

    /// Nil if `word` is none.
    init?(_ word: String) {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
            guard let digits = Self.digits(word.dropFirst(2), radix: radix) else { return nil }
            self = Int(digits, radix: radix).map { .integer($0) } ?? .tooLarge
            return
        }
        let unsigned = word.first == "+" || word.first == "-" ? word.dropFirst() : word[...]
        let fractionStart = unsigned.firstIndex { ".eE".contains($0) } ?? unsigned.endIndex
        guard let whole = Self.digits(unsigned[..<fractionStart], radix: 10), whole == "0" || !whole.hasPrefix("0")
        else {
            return nil
        }
        let sign = word.first == "-" ? "-" : ""
        if fractionStart == unsigned.endIndex {
            self = Int(sign + whole).map { .integer($0) } ?? .tooLarge
            return
        }
        var rest = unsigned[fractionStart...]
        var text = sign + whole
        if rest.first == "." {
            let end = rest.firstIndex { $0 == "e" || $0 == "E" } ?? rest.endIndex
            guard let fraction = Self.digits(rest[..<end].dropFirst(), radix: 10) else { return nil }
            text += "." + fraction
            rest = rest[end...]
        }
        if !rest.isEmpty {
            rest = rest.dropFirst()
            let sign = rest.first == "-" ? "-" : ""
            if rest.first == "+" || rest.first == "-" { rest = rest.dropFirst() }
            guard let exponent = Self.digits(rest, radix: 10) else { return nil }
            text += "e" + sign + exponent
        }
        guard let value = Double(text) else { return nil }
        self = .float(value)
    }

    /// The digits without the underscores between them; nil if there is anything else.
    private static func digits(_ text: Substring, radix: Int) -> String? {
        var digits = ""
        var isAfterDigit = false
        for character in text {
            if character == "_" {
                guard isAfterDigit else { return nil }
                isAfterDigit = false
            } else {
                guard character.isASCII, let value = character.hexDigitValue, value < radix else { return nil }
                digits.append(character)
                isAfterDigit = true
            }
        }
        return isAfterDigit ? digits : nil
    }
}
