import Renoir

/// A sum of integers and of floating-point numbers without any rounding, so that neither their order nor how they are divided among workers
/// shows in it.
///
/// Nearly all numbers fit into a fixed-point one of two words; those that don't go into one that has room for all.
struct ExactSum: Sendable {
    /// The last place of the small sum is worth two to the power of this.
    private static let smallExponent = -80
    /// A number below two to the power of this leaves room for a billion of its kind.
    private static let mostExponent = 16

    private(set) var integers: Int128 = 0
    private var small: Int128 = 0
    private var smallCount = 0
    private var large: [Int64] = []

    var isZero: Bool { integers == 0 && small == 0 && large.isEmpty }

    mutating func add(_ value: Int) { integers += Int128(value) }

    mutating func add(_ value: Double) {
        guard value != 0 else { return }
        // The value is `significand` × 2^`exponent`.
        let exponent = Int(value.exponentBitPattern == 0 ? 1 : value.exponentBitPattern) - 1075
        let implicit: UInt64 = value.exponentBitPattern == 0 ? 0 : 1 << 52
        let significand = Int128(value.significandBitPattern | implicit)
        let places = exponent - Self.smallExponent
        let isSmall = exponent + 53 <= Self.mostExponent && places + significand.trailingZeroBitCount >= 0
        guard isSmall else { return LargeSum.add(value, to: &large) }
        let shifted = places >= 0 ? significand << Int128(places) : significand >> Int128(-places)
        small += value < 0 ? -shifted : shifted
        smallCount += 1
        if smallCount == 1 << 30 { carry() }
    }

    mutating func add(_ other: ExactSum) {
        integers += other.integers
        var other = other
        other.carryIfMany()
        carryIfMany()
        small += other.small
        smallCount += other.smallCount
        if !other.large.isEmpty { LargeSum.add(other.large, to: &large) }
    }

    private mutating func carryIfMany() { if smallCount >= 1 << 29 { carry() } }

    /// Makes room in the small sum.
    private mutating func carry() {
        LargeSum.add(small, exponent: Self.smallExponent, to: &large)
        (small, smallCount) = (0, 0)
    }

    /// The nearest `Double`.
    var rounded: Double {
        var sum = large
        LargeSum.add(small, exponent: Self.smallExponent, to: &sum)
        LargeSum.add(integers, exponent: 0, to: &sum)
        return LargeSum.rounded(sum)
    }
}

extension ExactSum: WireCodable {
    func encode(into writer: inout WireWriter) {
        for word in [integers, small] {
            writer.encode(UInt64(truncatingIfNeeded: word))
            writer.encode(Int64(truncatingIfNeeded: word >> 64))
        }
        writer.encode(smallCount)
        writer.encode(large)
    }

    init(from reader: inout WireReader) throws(WireError) {
        integers = try Self.word(from: &reader)
        small = try Self.word(from: &reader)
        smallCount = try reader.decode()
        large = try reader.decode()
        guard large.isEmpty || large.count == LargeSum.wordCount else {
            throw WireError(message: "a sum of another size")
        }
    }

    private static func word(from reader: inout WireReader) throws(WireError) -> Int128 {
        let low: UInt64 = try reader.decode()
        let high: Int64 = try reader.decode()
        return Int128(high) << 64 | Int128(low)
    }
}
