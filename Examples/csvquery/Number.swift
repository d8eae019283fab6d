import Renoir

/// A cell that is a decimal number: an integer of 64 bits, or else the nearest `Double`.
enum Number {
    case integer(Int)
    case fraction(Double)

    /// - Returns: nil for what is no decimal number, or too large for one.
    init?(_ cell: ByteString) {
        if let integer = Int(cell) {
            self = .integer(integer)
            return
        }
        // The library reads more: infinities, what is no number, hexadecimal ones.
        guard cell.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
        guard let value = Double(cell), value.isFinite else { return nil }
        // Digits alone are an integer, which doesn't fit.
        guard cell.contains(where: { ".eE".utf8.contains($0) }) else { return nil }
        self = .fraction(value)
    }

    var double: Double {
        switch self {
        case .integer(let value): Double(value)
        case .fraction(let value): value
        }
    }
}

extension Number: Comparable {
    /// Exact, also between integers that no `Double` is and others.
    static func < (left: Number, right: Number) -> Bool { order(left, right) < 0 }
    static func == (left: Number, right: Number) -> Bool { order(left, right) == 0 }

    private static func order(_ left: Number, _ right: Number) -> Int {
        switch (left, right) {
        case (.integer(let left), .integer(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.fraction(let left), .fraction(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.integer(let left), .fraction(let right)): order(left, right)
        case (.fraction(let left), .integer(let right)): -order(right, left)
        }
    }

    private static func order(_ left: Int, _ right: Double) -> Int {
        if right >= 0x1p63 { return -1 }
        if right < -0x1p63 { return 1 }
        let whole = Int(right.rounded(.towardZero))
        if left != whole { return left < whole ? -1 : 1 }
        let rest = right - right.rounded(.towardZero)
        return rest > 0 ? -1 : rest < 0 ? 1 : 0
    }
}
