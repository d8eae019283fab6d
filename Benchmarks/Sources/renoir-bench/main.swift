// Runs one benchmark, and prints its answer, the seconds of the job, and the memory that each rank has taken.
//
//     renoir-bench CASE [PARAMETER…] [--threads T]
//
// scripts/bench runs it against the programs in Benchmarks/baselines.
import Renoir

let (config, arguments) = RuntimeConfig.fromArguments()
guard let name = arguments.first, let benchmark = Benchmark.named(name) else {
    config.exit(Benchmark.usage, code: .usage)
}
guard arguments.count == benchmark.parameters.count + 1 else {
    config.exit("usage: renoir-bench \(benchmark.usage)", code: .usage)
}

// MPI has started before the clock does, as in the baselines; the pipeline is built and run within.
let context = StreamContext(config)
let clock = ContinuousClock()
let start = clock.now
let answer = try benchmark.pipeline(context, Parameters(Array(arguments.dropFirst()), of: benchmark, config))
try context.execute()
let elapsed = clock.now - start

if let answer = answer() { print("\(answer) elapsed_s=\(elapsed / .seconds(1))") }
print("rank=\(config.rank) peak_kib=\(PeakMemory.kibibytes)")
