import Renoir

/// What the command line says after the name of a benchmark.
struct Parameters {
    private let values: [String]
    private let benchmark: Benchmark
    private let config: RuntimeConfig

    init(_ values: [String], of benchmark: Benchmark, _ config: RuntimeConfig) {
        self.values = values
        self.benchmark = benchmark
        self.config = config
    }

    func text(_ index: Int) -> String { values[index] }

    func count(_ index: Int) -> Int {
        guard let count = Int(values[index]), count >= 0 else {
            refuse("\(benchmark.parameters[index]) is a number, not '\(values[index])'")
        }
        return count
    }

    /// Ends the program on all ranks.
    func refuse(_ message: String) -> Never { config.exit("renoir-bench \(benchmark.name): \(message)", code: .usage) }
}
