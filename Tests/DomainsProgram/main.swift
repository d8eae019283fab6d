// Runs that are measured or compared with what is known; scripts/test-domains starts it.
//
//     domains-program digraphs N    how many there are of N vertices, loops allowed, up to renaming
//     domains-program automata N L  how many there are of N states and L letters, up to renaming of both
//     domains-program named N L     the same where letters have names
//     domains-program cubes N       numbers of a product of three ranges of N, mapped, filtered and counted
//     domains-program tail N MAX    N elements that take a microsecond to MAX of them, few of them long
import Foundation
import RenoirDomains

func run() throws {
    let (config, arguments) = RuntimeConfig.fromArguments()
    let numbers = arguments.dropFirst().compactMap { Int($0) }
    let context = StreamContext(config)
    let summary: JobSummary
    func count(_ domain: some SymmetricDomain) throws -> JobSummary {
        let answer = try domain.canonicalForms().count().run(context)
        if let count = answer.value { print(count) }
        return answer.summary
    }
    switch (arguments.first, numbers.count) {
    case ("digraphs", 1): summary = try count(Subsets(of: Atoms(numbers[0]) * Atoms(numbers[0])))
    case ("automata", 2):
        let states = Atoms(numbers[0], "q")
        summary = try count(Mappings(from: states * Atoms(numbers[1], "a"), to: states))
    case ("named", 2):
        let states = Atoms(numbers[0], "q")
        summary = try count(Mappings(from: states * Values(Array(0..<numbers[1])), to: states))
    case ("cubes", 1):
        let range = Integers(0..<numbers[0])
        let answer = try (range * range * range).map { $0.0 &+ 3 &* $0.1 &+ $0.2 }.filter { $0 & 7 == 0 }.count().run(
            context)
        if let count = answer.value { print(count) }
        summary = answer.summary
    case ("tail", 2):
        let longest = Double(numbers[1])
        // Costs of a Pareto distribution with exponent 1: each power of ten has about as much work in it.
        let answer = try Integers(0..<numbers[0]).map { number in
            var generator = CounterGenerator(seed: 1, sample: UInt64(number))
            let share = Double(generator.next() >> 11) / Double(1 << 53)
            return work(microseconds: min(longest, 1 / (1 - share)))
        }.fold(0, local: { $0 += $1 }, global: { $0 += $1 }).run(context)
        if let microseconds = answer.value { print(microseconds) }
        summary = answer.summary
    default:
        config.exit("usage: domains-program digraphs N | automata N L | named N L | cubes N | tail N MAX", code: .usage)
    }
    if context.rank == 0 { printError("elapsed_s=\(summary.elapsed / .seconds(1))") }
}

/// Counts until so much time would have gone by on a machine of its own.
func work(microseconds: Double) -> Int {
    var generator = CounterGenerator(seed: 2, sample: 1)
    var sum: UInt64 = 0
    for _ in 0..<Int(microseconds * 400) { sum &+= generator.next() }
    // Never the case, but the compiler doesn't know.
    return sum == 7 ? -1 : Int(microseconds)
}

func printError(_ line: String) { try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8)) }

try run()
