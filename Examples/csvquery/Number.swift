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
        guard let value = Double(cell), value.isFinite, Self.isDecimal(cell, value) else { return nil }
        self = .fraction(value)
    }

    /// The library also reads hexadecimal numbers; and digits alone are an integer, which doesn't fit.
    private static func isDecimal(_ cell: ByteString, _ value: Double) -> Bool {
        if cell.prefix(3).contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) { return false }
        return value.magnitude < 0x1p63 || cell.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
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
