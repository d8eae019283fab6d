import Renoir

extension Benchmark {
    /// Two maps and a filter over numbers that the source makes, and their sum.
    static let chain = Benchmark(name: "chain", parameters: ["NUMBERS"]) { context, parameters in
        let numbers = context.parallelStream(0..<parameters.count(0))
        let kept = numbers.map { $0 &* 3 }.filter { $0 & 1 == 0 }
        let sum =
            kept
            .map { $0 &+ 7 }
            .fold(0, local: { $0 &+= $1 }, global: { $0 &+= $1 })
            .collect()
        return { sum.value.map { "sum=\($0[0])" } }
    }
}
