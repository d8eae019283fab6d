import Renoir

extension Benchmark {
    /// Moves numbers to the worker of their key, and adds them up there.
    static let sumByKey = Benchmark(name: "sum-by-key", parameters: ["NUMBERS", "KEYS"]) { context, parameters in
        let numbers = context.scatteredNumbers(parameters.count(0))
        // Each a closure that captures nothing, with a divisor that the compiler knows; so has the baseline.
        let grouped =
            switch parameters.count(1) {
            case 1009: numbers.groupBy { $0 % 1009 }.fold(0) { $0 &+= $1 }
            case 1 << 16: numbers.groupBy { $0 % (1 << 16) }.fold(0) { $0 &+= $1 }
            case 1 << 20: numbers.groupBy { $0 % (1 << 20) }.fold(0) { $0 &+= $1 }
            case 1 << 24: numbers.groupBy { $0 % (1 << 24) }.fold(0) { $0 &+= $1 }
            default: parameters.refuse("KEYS is 1009, 65536, 1048576 or 16777216")
            }
        let sums = grouped.digest()
        return { sums.value?[0].text }
    }

    /// Adds numbers up by key where they are, and moves sums to the worker of their key.
    static let sumCombined = Benchmark(name: "sum-combined", parameters: ["NUMBERS", "KEYS"]) { context, parameters in
        let numbers = context.scatteredNumbers(parameters.count(0))
        let sum = Aggregation<UInt64, UInt64, UInt64>(initial: 0, add: { $0 &+= $1 }, merge: { $0 &+= $1 })
        let grouped =
            switch parameters.count(1) {
            case 1009: numbers.aggregate(sum, by: { $0 % 1009 })
            case 1 << 16: numbers.aggregate(sum, by: { $0 % (1 << 16) })
            default: parameters.refuse("KEYS is 1009 or 65536")
            }
        let sums = grouped.digest()
        return { sums.value?[0].text }
    }

    /// Adds numbers up where they are, by a million keys that no rule puts next to each other.
    static let sumByScatteredKey = Benchmark(name: "sum-by-scattered-key", parameters: ["NUMBERS"]) {
        context, parameters in
        let numbers = context.scatteredNumbers(parameters.count(0))
        let sums = numbers.keyBy { number in
            let key = (number % (1 << 20)) &* 0xbf58_476d_1ce4_e5b9
            return (key ^ key >> 31) &* 0x94d0_49bb_1331_11eb
        }.fold(0) { $0 &+= $1 }.digest()
        return { sums.value?[0].text }
    }

    /// Adds numbers up by key where they are.
    static let sumByKeyInPlace = Benchmark(name: "sum-by-key-in-place", parameters: ["NUMBERS", "KEYS"]) {
        context, parameters in
        let numbers = context.scatteredNumbers(parameters.count(0))
        let grouped =
            switch parameters.count(1) {
            case 1009: numbers.keyBy { $0 % 1009 }.fold(0) { $0 &+= $1 }
            case 1 << 16: numbers.keyBy { $0 % (1 << 16) }.fold(0) { $0 &+= $1 }
            case 1 << 20: numbers.keyBy { $0 % (1 << 20) }.fold(0) { $0 &+= $1 }
            case 1 << 24: numbers.keyBy { $0 % (1 << 24) }.fold(0) { $0 &+= $1 }
            default: parameters.refuse("KEYS is 1009, 65536, 1048576 or 16777216")
            }
        let sums = grouped.digest()
        return { sums.value?[0].text }
    }
}

extension StreamContext {
    /// Numbers whose remainders jump about, as those of real keys do.
    @inline(__always)
    fileprivate func scatteredNumbers(_ count: Int) -> DataStream<UInt64> {
        parallelStream(0..<UInt64(count)).map { ($0 &* 0x9E37_79B9_7F4A_7C15) >> 20 }
    }
}
