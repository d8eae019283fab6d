/// A fixed-point number with room for all values of `Double`: words of 32 bits, in 64 so that carries may wait.
enum LargeSum {
    /// The last place is worth two to the power of this.
    private static let exponent = -1120
    /// From the smallest `Double` to some billion times the largest one.
    static let wordCount = 71

    static func add(_ value: Double, to sum: inout [Int64]) {
        let implicit: UInt64 = value.exponentBitPattern == 0 ? 0 : 1 << 52
        let significand = Int128(value.significandBitPattern | implicit)
        let exponent = Int(value.exponentBitPattern == 0 ? 1 : value.exponentBitPattern) - 1075
        add(value < 0 ? -significand : significand, exponent: exponent, to: &sum)
    }

    static func add(_ value: Int128, exponent: Int, to sum: inout [Int64]) {
        guard value != 0 else { return }
        if sum.isEmpty { sum = Array(repeating: 0, count: wordCount) }
        let place = exponent - self.exponent
        let shift = UInt128(place % 32)
        let magnitude = value.magnitude
        var (low, high) = (magnitude << shift, shift == 0 ? 0 : magnitude >> (128 - shift))
        var word = place / 32
        while low != 0 || high != 0 {
            let part = Int64(low & 0xFFFF_FFFF)
            sum[word] += value < 0 ? -part : part
            low = low >> 32 | high << 96
            high >>= 32
            word += 1
        }
        settle(&sum)
    }

    static func add(_ other: [Int64], to sum: inout [Int64]) {
        if sum.isEmpty { sum = Array(repeating: 0, count: wordCount) }
        for place in sum.indices { sum[place] += other[place] }
        settle(&sum)
    }

    /// Carries: all words but the last are from 0 to 2^32 - 1 then.
    private static func settle(_ sum: inout [Int64]) {
        for place in 0..<wordCount - 1 {
            sum[place + 1] += sum[place] >> 32
            sum[place] &= 0xFFFF_FFFF
        }
    }

    /// The nearest `Double`, the even one of two; infinite if it's too large.
    static func rounded(_ sum: [Int64]) -> Double {
        guard let last = sum.last else { return 0 }
        var words = sum
        if last < 0 {
            for place in words.indices { words[place] = -words[place] }
            settle(&words)
        }
        guard let top = words.lastIndex(where: { $0 != 0 }) else { return 0 }
        // The first 64 bits and more, and whether there is anything behind them.
        var bits: UInt128 = 0
        for place in stride(from: top, through: max(0, top - 3), by: -1) { bits = bits << 32 | UInt128(words[place]) }
        let lowest = max(0, top - 3)
        let isInexact = words[..<lowest].contains { $0 != 0 }
        let magnitude = round(bits, exponent: exponent + 32 * lowest, isInexact)
        return last < 0 ? -magnitude : magnitude
    }

    private static func round(_ bits: UInt128, exponent: Int, _ isInexact: Bool) -> Double {
        let length = 128 - bits.leadingZeroBitCount
        // 53 bits, or as many as the smallest values have.
        let dropped = max(length - 53, -1074 - exponent)
        guard dropped > 0 else { return scaled(Double(UInt64(bits)), exponent) }
        guard dropped <= length else { return 0 }
        var kept = dropped == 128 ? 0 : bits >> UInt128(dropped)
        let half = UInt128(1) << UInt128(dropped - 1)
        let rest = bits & (half << 1 &- 1)
        if rest > half || rest == half && (isInexact || kept & 1 == 1) { kept += 1 }
        return scaled(Double(UInt64(kept)), exponent + dropped)
    }

    private static func scaled(_ value: Double, _ exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: value)
    }
}
