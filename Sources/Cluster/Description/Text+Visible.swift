extension StringProtocol {
    /// The text with escapes for what would not be seen on a terminal, or would change what is seen there.
    ///
    /// What a file holds gets into messages: it must not move the cursor or begin a new line.
    var visible: String {
        var text = ""
        for scalar in unicodeScalars {
            if scalar.isHarmless { text.unicodeScalars.append(scalar) } else { text += scalar.escaped(asASCII: true) }
        }
        return text
    }

    /// Whether it has a character that ends a line, moves the cursor or is not seen.
    var hasControlCharacters: Bool { !unicodeScalars.allSatisfy(\.isHarmless) }
}

extension Unicode.Scalar {
    fileprivate var isHarmless: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: true
        }
    }
}
