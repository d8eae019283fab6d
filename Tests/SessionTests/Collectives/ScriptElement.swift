/// A type whose values a script of collectives makes, combines and compares.
protocol ScriptElement: BitwiseCopyable, Equatable, Sendable {
    init(word: UInt64)
    static func combine(_ left: Self, _ right: Self) -> Self
}

extension UInt8: ScriptElement {
    init(word: UInt64) { self.init(truncatingIfNeeded: word) }
    static func combine(_ left: UInt8, _ right: UInt8) -> UInt8 { left &* 3 &+ right }
}

/// Its sums depend on their order.
extension Double: ScriptElement {
    init(word: UInt64) { self = Double(word >> 20) * 0.1 }
    static func combine(_ left: Double, _ right: Double) -> Double { left + right }
}

/// It has a gap, and a byte that not all patterns are valid for.
struct Reading: ScriptElement {
    var isValid: Bool
    var value: Int64

    init(word: UInt64) {
        isValid = word & 1 == 1
        value = Int64(bitPattern: word)
    }

    static func combine(_ left: Reading, _ right: Reading) -> Reading {
        var result = left
        result.isValid = left.isValid != right.isValid
        result.value = left.value &* 5 &- right.value
        return result
    }
}
