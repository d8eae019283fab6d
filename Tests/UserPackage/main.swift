// A program outside the package, as users write it. Its kernels are specialised across the module boundary, which no
// test inside the package exercises. scripts/test-user-package builds it, runs it and knows what it must print.
import Renoir

func lines<Key: Comparable & CustomStringConvertible>(_ records: [Keyed<Key, Int>]) -> [String] {
    records.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
}

func run() throws {
    let (config, arguments) = RuntimeConfig.fromArguments()
    let context = StreamContext(config)
    // Read at run time, so that the closures capture a value the optimiser does not know.
    let factor = arguments.first.flatMap { Int($0) } ?? 3

    let chain = context.parallelStream(0..<1_000_000)
        .map { $0 &* factor }
        .filter { $0 & 1 == 0 }
        .fold(0) { $0 += $1 }
        .collect()

    let shuffled = context.parallelStream(0..<100_000)
        .shuffle()
        .flatMap { [$0, -$0, 1] }
        .count()
        .collectAll()

    let counts = context.parallelStream(0..<100_000)
        .groupByCount { $0 % 7 }
        .collect()

    let numbers = context.stream(of: 0..<1_000)
    let sums =
        numbers
        .compactMap { $0.isMultiple(of: 3) ? $0 : nil }
        .groupBy { $0 % 2 == 0 ? "even" : "odd" }
        .fold(0) { $0 += $1 }
        .collect()

    try context.execute()

    // collectAll() promises its result on every rank.
    guard let everywhere = shuffled.value else {
        print("missing: the result of collectAll() on some rank")
        return
    }
    guard let chain = chain.value, let counts = counts.value, let sums = sums.value else { return }
    print("chain", chain[0])
    print("shuffled", everywhere[0])
    print("counts", lines(counts).joined(separator: " "))
    print("sums", lines(sums).joined(separator: " "))
}

try run()
