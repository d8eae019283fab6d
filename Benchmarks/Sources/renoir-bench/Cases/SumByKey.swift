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
