public import Records

/// About which numbers stand at which places of an order, in some kilobytes.
///
/// ```swift
/// var latencies = QuantileSketch()
/// for request in requests { latencies.add(request.seconds) }
/// print(latencies.quantile(0.99) ?? .nan)
/// ```
///
/// What it answers for a quantile *q* of *n* numbers stands at a place between (*q* − 0.0133) *n* and (*q* + 0.0133) *n* with a
/// probability of 99 %, however the numbers were ordered, and however they were divided among sketches that were merged. The least and the
/// greatest are exact, and so is everything up to some two hundred numbers. NaN is greater than any number.
///
/// After Karnin, Lang and Liberty, Optimal quantile approximation in streams (2016): levels of numbers that stand for 1, 2, 4 … each; a level
/// that is full is sorted, and every other number goes to the next one.
public struct QuantileSketch: Sendable {
    /// Numbers of the highest level; each level below has two thirds of the one above.
    private static let highestCapacity = 200
    private static let lowestCapacity = 8

    /// By level: the numbers of level *l* stand for 2^*l* each.
    private var levels: [[Double]] = [[]]
    /// How many numbers have come.
    public private(set) var count = 0
    private var least = Double.infinity
    private var greatest = -Double.infinity
    private var dice: UInt64 = 0x9e37_79b9_7f4a_7c15

    public init() {}

    /// Takes a number.
    ///
    /// - Complexity: O(1) on the average.
    public mutating func add(_ number: Double) {
        extend(to: number)
        count += 1
        levels[0].append(number)
        if levels[0].count >= capacity(of: 0) { compact() }
    }

    /// Takes what another one has taken.
    ///
    /// - Complexity: O(*l*) for *l* numbers that it keeps.
    public mutating func merge(_ other: QuantileSketch) {
        guard other.count > 0 else { return }
        extend(to: other.least)
        extend(to: other.greatest)
        count += other.count
        dice ^= other.dice &* 0x2545_f491_4f6c_dd1d
        while levels.count < other.levels.count { levels.append([]) }
        for (level, numbers) in other.levels.enumerated() { levels[level] += numbers }
        while (0..<levels.count).contains(where: { levels[$0].count >= capacity(of: $0) }) { compact() }
    }

    private mutating func extend(to number: Double) {
        if comesBefore(number, least) { least = number }
        if comesBefore(greatest, number) { greatest = number }
    }

    private func capacity(of level: Int) -> Int {
        var capacity = Self.highestCapacity
        for _ in level..<levels.count - 1 { capacity = capacity * 2 / 3 }
        return max(Self.lowestCapacity, capacity)
    }

    /// Halves each level that is full, from the lowest.
    private mutating func compact() {
        var level = 0
        while level < levels.count {
            defer { level += 1 }
            guard levels[level].count >= capacity(of: level) else { continue }
            if level + 1 == levels.count { levels.append([]) }
            var numbers = levels[level]
            numbers.sort(by: { comesBefore($0, $1) })
            // One that has no other to stand for stays.
            levels[level] = numbers.count.isMultiple(of: 2) ? [] : [numbers.removeLast()]
            let first = roll() ? 1 : 0
            for place in stride(from: first, to: numbers.count, by: 2) { levels[level + 1].append(numbers[place]) }
        }
    }

    private mutating func roll() -> Bool {
        dice = KeyHash.mix(dice, seed: 7)
        return dice & 1 == 1
    }

    /// About the smallest number that at least `share` of all numbers don't exceed.
    ///
    /// - Parameter share: From 0, the least number, to 1, the greatest.
    /// - Returns: nil if there are no numbers, or for a share that isn't between 0 and 1.
    /// - Complexity: O(*l* log *l*) for *l* numbers that it keeps, some hundreds.
    public func quantile(_ share: Double) -> Double? { quantiles([share])[0] }

    /// Several quantiles at once; as ``quantile(_:)``.
    public func quantiles(_ shares: [Double]) -> [Double?] {
        var weighted: [(number: Double, weight: Int)] = []
        for (level, numbers) in levels.enumerated() { weighted += numbers.map { ($0, 1 << level) } }
        weighted.sort { comesBefore($0.number, $1.number) }
        return shares.map { share in
            guard count > 0, share >= 0, share <= 1 else { return nil }
            if share == 0 { return least }
            if share == 1 { return greatest }
            let needed = share * Double(count)
            var passed = 0
            for (number, weight) in weighted {
                passed += weight
                if Double(passed) >= needed { return number }
            }
            return greatest
        }
    }
}

extension QuantileSketch: WireCodable {
    public func encode(into writer: inout WireWriter) {
        writer.encode(levels)
        writer.encode(count)
        writer.encode(least)
        writer.encode(greatest)
        writer.encode(dice)
    }

    public init(from reader: inout WireReader) throws(WireError) {
        levels = try reader.decode()
        count = try reader.decode()
        least = try reader.decode()
        greatest = try reader.decode()
        dice = try reader.decode()
        guard !levels.isEmpty, levels.count < 63, count >= 0 else {
            throw WireError(message: "a QuantileSketch of \(levels.count) levels")
        }
    }
}
