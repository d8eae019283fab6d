import Renoir

extension Benchmark {
    /// Sorts numbers that are in no order.
    static let sort = Benchmark(name: "sort", parameters: ["NUMBERS"]) { context, parameters in
        let digest = context.parallelStream(0..<UInt64(parameters.count(0))).map { scrambled($0) }
            .sortedRanges()
            .fold(OrderedDigest(), local: { $0.add($1) }, global: { $0.digest.add($1.digest) })
            .collect()
        return { digest.value?[0].digest.text }
    }

    /// Keeps one of each number, of which a million are different.
    static let distinct = Benchmark(name: "distinct", parameters: ["NUMBERS"]) { context, parameters in
        let digest = context.parallelStream(0..<UInt64(parameters.count(0))).map { scrambled($0) % 1_000_000 }
            .distinct()
            .fold(KeyedDigest(), local: { $0.add(mark: $1, result: $1) }, global: { $0.add($1) })
            .collect()
        return { digest.value?[0].text }
    }

    /// Joins two streams of pairs by key.
    static let join = Benchmark(name: "join", parameters: ["PAIRS"]) { context, parameters in
        let count = UInt64(parameters.count(0))
        let (left, right) = (context.pairs(count, salt: 1 << 40), context.pairs(count, salt: 1 << 41))
        let digest = left.groupBy { $0.key }.join(right.groupBy { $0.key }).values()
            .fold(
                KeyedDigest(), local: { $0.add(mark: $1.0.value, result: $1.1.value) }, global: { $0.add($1) }
            )
            .collect()
        return { digest.value?[0].text }
    }
}

/// A digest of numbers that shows whether those of a worker are in order.
private struct OrderedDigest: Sendable {
    var digest = KeyedDigest()
    private var last: UInt64 = 0

    mutating func add(_ number: UInt64) {
        digest.add(mark: number, result: number >= last ? number : 0)
        last = number
    }
}

/// A pair as the baseline has it.
private struct Pair: Sendable {
    var key: UInt64
    var value: UInt64
}

/// Numbers in no order, as the baselines make them.
@inline(__always)
private func scrambled(_ number: UInt64) -> UInt64 {
    let product = (number ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db)
    return product.high ^ product.low
}

extension StreamContext {
    @inline(__always)
    fileprivate func pairs(_ count: UInt64, salt: UInt64) -> DataStream<Pair> {
        parallelStream(0..<count).map { Pair(key: scrambled($0 &+ salt) % count, value: $0) }
    }
}
