/// A natural number of any magnitude, exactly: how many elements a domain has, and which of them is meant.
///
/// ```swift
/// let graphs = Subsets(of: Subsets(of: Atoms(20), count: 2))
/// print(graphs.size)  // 1569275433846670190958947355801916604025588861116008628224
/// ```
public struct Natural: Hashable, Sendable {
    /// The lowest 64 bits.
    @usableFromInline let low: UInt64
    /// What lies above them, lowest first, without zeros at the end.
    let rest: [UInt64]

    @inlinable
    public init(_ value: Int) {
        precondition(value >= 0, "\(value) is not a natural number")
        self.init(low: UInt64(value))
    }

    @usableFromInline
    init(low: UInt64) {
        self.low = low
        rest = []
    }

    /// - Parameter limbs: Lowest first; zeros at the end don't count.
    init(limbs: [UInt64]) {
        low = limbs.first ?? 0
        let count = limbs.lastIndex { $0 != 0 } ?? 0
        rest = count > 0 ? Array(limbs[1...count]) : []
    }

    public static let zero = Natural(0)
    public static let one = Natural(1)

    var limbs: [UInt64] { [low] + rest }
    var isSmall: Bool { rest.isEmpty }
    var isZero: Bool { low == 0 && rest.isEmpty }

    /// The number as an `Int`, or nil if it's larger than that counts.
    public var int: Int? { rest.isEmpty ? Int(exactly: low) : nil }
    /// The number as an `Int`, or the largest `Int` if it's larger.
    public var clamped: Int { int ?? .max }

    /// The nearest `Double`; infinite beyond 2^1024.
    public var double: Double {
        limbs.reversed().reduce(0) { $0 * 18_446_744_073_709_551_616 + Double($1) }
    }

    /// How many binary digits it has.
    public var bitWidth: Int {
        rest.isEmpty ? 64 - low.leadingZeroBitCount : 64 * (rest.count + 1) - rest.last!.leadingZeroBitCount
    }
}

extension Natural: Comparable {
    public static func < (left: Natural, right: Natural) -> Bool {
        guard left.rest.count == right.rest.count else { return left.rest.count < right.rest.count }
        for (left, right) in zip(left.rest.reversed(), right.rest.reversed()) where left != right {
            return left < right
        }
        return left.low < right.low
    }
}

extension Natural: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

extension Natural: CustomStringConvertible {
    /// All of its decimal digits.
    public var description: String {
        guard !isSmall else { return "\(low)" }
        var parts: [String] = []
        var left = self
        // The largest power of ten in 64 bits.
        let base: UInt64 = 10_000_000_000_000_000_000
        while !left.isSmall {
            let (quotient, remainder) = left.dividing(by: base)
            let digits = "\(remainder)"
            parts.append(String(repeating: "0", count: 19 - digits.count) + digits)
            left = quotient
        }
        // What is left may still be larger than the base.
        return "\(left.low)" + parts.reversed().joined()
    }
}
