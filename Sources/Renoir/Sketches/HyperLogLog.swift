public import Records

/// About how many different values there were, in at most 16 KiB.
///
/// ```swift
/// var visitors = HyperLogLog()
/// for visit in visits { visitors.add(visit.user) }
/// print(visitors.estimate)
/// ```
///
/// It depends on which values came and on nothing else: not on their order, how often they came, or how they were divided among sketches that
/// were merged. The standard error is 0.81 %: two of three estimates are closer, 99 of 100 within 2.1 %. Up to some thousand values it's closer
/// yet. All 64 bits of a value's hash are used, those of ``KeyHash``: equal keys count as one.
///
/// After Flajolet, Fusy, Gandouet and Meunier, HyperLogLog (2007); the estimate is that of Ertl, New cardinality estimation algorithms for
/// HyperLogLog sketches (2017), section 4, which needs no tables of corrections.
public struct HyperLogLog: Sendable {
    /// Bits of a hash that choose a register.
    private static let precision = 14
    private static let registers = 1 << precision
    /// The greatest rank that the other bits can have.
    private static let greatest = 64 - precision + 1
    /// Values whose registers are listed before all of them get a place.
    private static let mostListed = registers / 8
    private static let logarithmOf2 = 0.6931471805599453
    /// Others than those by which keys move: what came to a worker would be no sample of hashes.
    private static let seed: UInt64 = 0x51_7c_c1_b7_27_22_0a_95

    /// Registers that aren't 0, each as its number and its rank, sorted up to `sorted`; while there are few.
    private var listed: [UInt32] = []
    private var sorted = 0
    /// The rank of each register, when there are many.
    private var dense: [UInt8] = []

    public init() {}

    /// Takes a value.
    ///
    /// - Complexity: O(1), and the hash of the value.
    public mutating func add(_ value: some Hashable) { add(hash: KeyHash.hash(value, seed: Self.seed)) }

    mutating func add(hash: UInt64) {
        let register = Int(hash >> UInt64(64 - Self.precision))
        let rest = hash << UInt64(Self.precision)
        raise(register, to: UInt8(min(rest.leadingZeroBitCount + 1, Self.greatest)))
    }

    /// Takes what another one has taken.
    ///
    /// - Complexity: O(1), for registers of which there are 16,384.
    public mutating func merge(_ other: HyperLogLog) {
        for entry in other.listed { raise(Int(entry >> 8), to: UInt8(truncatingIfNeeded: entry)) }
        for (register, rank) in other.dense.enumerated() where rank > 0 { raise(register, to: rank) }
    }

    private mutating func raise(_ register: Int, to rank: UInt8) {
        if dense.isEmpty {
            listed.append(UInt32(register) << 8 | UInt32(rank))
            if listed.count - sorted > max(64, sorted) { tidy() }
        } else if dense[register] < rank {
            dense[register] = rank
        }
    }

    /// Keeps the greatest rank of each register that is listed.
    private mutating func tidy() {
        listed.sort()
        var kept = 0
        for (place, entry) in listed.enumerated() {
            if place + 1 < listed.count, listed[place + 1] >> 8 == entry >> 8 { continue }
            listed[kept] = entry
            kept += 1
        }
        listed.removeLast(listed.count - kept)
        sorted = kept
        guard kept > Self.mostListed else { return }
        dense = Array(repeating: 0, count: Self.registers)
        for entry in listed { dense[Int(entry >> 8)] = UInt8(truncatingIfNeeded: entry) }
        (listed, sorted) = ([], 0)
    }

    /// About how many different values have come.
    ///
    /// - Complexity: O(1), for registers of which there are 16,384.
    public var estimate: Double {
        var counts = Array(repeating: 0.0, count: Self.greatest + 1)
        var copy = self
        copy.tidy()
        for entry in copy.listed { counts[Int(entry & 255)] += 1 }
        for rank in copy.dense { counts[Int(rank)] += 1 }
        if copy.dense.isEmpty { counts[0] = Double(Self.registers - copy.listed.count) }
        let count = Double(Self.registers)
        var sum = count * Self.tau(1 - counts[Self.greatest] / count)
        for rank in stride(from: Self.greatest - 1, to: 0, by: -1) { sum = 0.5 * (sum + counts[rank]) }
        sum += count * Self.sigma(counts[0] / count)
        return sum.isInfinite ? 0 : count * count / (2 * Self.logarithmOf2 * sum)
    }

    /// x + Σ x^(2^k) · 2^(k − 1), for registers that no value has met.
    private static func sigma(_ share: Double) -> Double {
        guard share < 1 else { return .infinity }
        var (power, factor, sum) = (share, 1.0, share)
        while true {
            power *= power
            let before = sum
            sum += power * factor
            factor += factor
            if sum == before { return sum }
        }
    }

    /// (1 − x − Σ (1 − x^(2^−k))² · 2^−k) ÷ 3, for registers whose rank can't rise.
    private static func tau(_ share: Double) -> Double {
        guard share > 0, share < 1 else { return 0 }
        var (root, factor, sum) = (share, 1.0, 1 - share)
        while true {
            root = root.squareRoot()
            let before = sum
            factor *= 0.5
            sum -= (1 - root) * (1 - root) * factor
            if sum == before { return sum / 3 }
        }
    }
}

extension HyperLogLog: WireCodable {
    public func encode(into writer: inout WireWriter) {
        writer.encode(listed)
        writer.encode(dense)
    }

    public init(from reader: inout WireReader) throws(WireError) {
        listed = try reader.decode()
        dense = try reader.decode()
        guard dense.isEmpty || dense.count == Self.registers, dense.allSatisfy({ $0 <= Self.greatest }),
            listed.allSatisfy({ $0 >> 8 < Self.registers && $0 & 255 <= Self.greatest })
        else { throw WireError(message: "a HyperLogLog of \(dense.count) registers") }
        tidy()
    }
}
