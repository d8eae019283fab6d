extension StringProtocol {
    /// The text with escapes for what would not be seen on a terminal, or would change what is seen there.
    ///
    /// What a file holds gets into messages: it must not move the cursor or begin a new line.
    package var visible: String {
        var text = ""
        for scalar in unicodeScalars { text += scalar.visible }
        return text
    }

    /// Whether it has a character that ends a line, moves the cursor or is not seen.
    package var hasControlCharacters: Bool { !unicodeScalars.allSatisfy(\.isHarmless) }
}

extension Collection<UInt8> {
    /// The bytes as UTF-8, with escapes as in a text, and `\xe9` for each byte that belongs to no character.
    package var visible: String { visible(atMost: count) }

    /// As ``visible``, but of the first `most` bytes only, with an ellipsis for the rest.
    package func visible(atMost most: Int) -> String {
        let bytes = Array(prefix(most))
        let isCut = bytes.count < count
        var text = ""
        var rest = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var place = 0
        while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar):
                text += Unicode.UTF8.decode(scalar).visible
                place += scalar.count
            case .error(let length):
                // A character that the cut went through is none of what there is to see.
                if isCut, place + length == bytes.count, length < 4, bytes[place] >= 0xC0 { return text + "…" }
                for byte in bytes[place..<place + length] {
                    text += "\\x" + String(Int(byte) + 256, radix: 16).dropFirst()
                }
                place += length
            case .emptyInput:
                return isCut ? text + "…" : text
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var visible: String { isHarmless ? String(self) : escaped(asASCII: true) }

    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
