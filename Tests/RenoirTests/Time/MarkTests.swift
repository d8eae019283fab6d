import Foundation
import Renoir
import RenoirTestKit
import Testing
import Transport

/// Passes, watermarks and idle inputs, from random scripts, through everything that moves records.
@Suite(.timeLimit(.minutes(60))) struct MarkTests {
    /// How many seeds there are for each size and pipeline, when that is said.
    private static let seedCount = ProcessInfo.processInfo.environment["RENOIR_SEEDS"].flatMap { Int($0) }

    /// Without a number, one seed a size: of every six that follow each other, each has another kind of script.
    private static func seeds(ofSizeAt index: Int) -> Range<Int> {
        seedCount.map { 0..<$0 } ?? index..<index + 1
    }

    private static let sizes: [(ranks: Int, threads: Int)] = [1, 2, 3, 4, 7].flatMap { ranks in
        (1...4).map { (ranks, $0) }
    }

    enum Movement: CaseIterable, Sendable {
        case none, shuffle, groupBy, broadcast, merge, mergeBehindShuffle, diamond

        func apply(
            to stream: DataStream<Int>, and other: DataStream<Int>, allowsLate: Bool = false
        ) -> DataStream<Int> {
            switch self {
            case .none: stream
            case .shuffle: stream.shuffle().checkingTime(allowsLate: allowsLate).shuffle()
            case .groupBy: stream.groupBy { $0 % 17 }.values()
            case .broadcast: stream.broadcast()
            case .merge: stream.merge(other)
            case .mergeBehindShuffle: stream.shuffle().merge(other).shuffle()
            case .diamond: stream.merge(stream.shuffle())
            }
        }

        /// How often each record comes out.
        func copies(workers: Int) -> (ofStream: Int, ofOther: Int) {
            switch self {
            case .none, .shuffle, .groupBy: (1, 0)
            case .broadcast: (workers, 0)
            case .merge, .mergeBehindShuffle: (1, 1)
            case .diamond: (2, 0)
            }
        }
    }

    @Test(arguments: Movement.allCases)
    func passes_areKeptApartAndTimeIsKept(movement: Movement) throws {
        for (index, size) in Self.sizes.enumerated() {
            for seed in Self.seeds(ofSizeAt: index) {
                var job = SimulatedJob(ranks: size.ranks, threads: size.threads, seed: UInt64(seed))
                job.batchBytes = 128
                // What an input gives that was idle may be late.
                let isIdling = seed % 2 == 1
                let scripts = Scripts(seed: seed, passes: 1 + seed % 3, isIdling: isIdling)
                let others = Scripts(seed: seed + 1000, passes: scripts.passes, isIdling: isIdling)
                let sums = try job.run { context in
                    let stream = context.scripted { replica, _ in scripts[replica].events }
                    let another = context.scripted { replica, _ in others[replica].events }
                    let moved = movement.apply(to: stream, and: another, allowsLate: isIdling)
                        .checkingTime(allowsLate: isIdling)
                    let sums = moved.fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collectAll()
                    if movement != .merge && movement != .mergeBehindShuffle { another.forEach { _ in } }
                    try context.execute()
                    return sums.value
                }
                let workers = size.ranks * size.threads
                let copies = movement.copies(workers: workers)
                let expected = (0..<scripts.passes).map { pass in
                    copies.ofStream * scripts.sum(of: workers, pass: pass)
                        + copies.ofOther * others.sum(of: workers, pass: pass)
                }
                #expect(sums.allSatisfy { $0 == expected }, "\(size), seed \(seed): \(sums), expected \(expected)")
            }
        }
    }
}

/// Random scripts: some passes, in each of them records whose times keep to the watermarks between them.
private struct Scripts {
    let seed: Int
    let passes: Int
    /// Whether the inputs are idle now and then.
    let isIdling: Bool

    subscript(replica: Int) -> (events: [StreamEvent<Int>], sums: [Int]) {
        var random = SeededGenerator(seed: UInt64(seed), event: UInt64(replica))
        var events: [StreamEvent<Int>] = []
        var sums = Array(repeating: 0, count: passes)
        for pass in 0..<passes {
            var watermark: Int64 = 0
            for _ in 0..<Int.random(in: 0..<60, using: &random) {
                switch Int.random(in: 0..<10, using: &random) {
                case 0 where isIdling:
                    events.append(.idle)
                case ..<3:
                    watermark += .random(in: 0..<1000, using: &random)
                    events.append(.watermark(Timestamp(nanoseconds: watermark)))
                default:
                    let value = Int.random(in: 0..<1000, using: &random)
                    let time = watermark + .random(in: 1...500, using: &random)
                    events.append(.record(value, at: Timestamp(nanoseconds: time)))
                    sums[pass] += value
                }
            }
            if pass < passes - 1 { events.append(.endOfPass(level: 1)) }
        }
        return (events, sums)
    }

    /// What the records of so many replicas in one pass add up to.
    func sum(of replicas: Int, pass: Int) -> Int { (0..<replicas).map { self[$0].sums[pass] }.reduce(0, +) }
}
