import Foundation
import Renoir
import RenoirTestKit
import Testing

/// Passes, watermarks and idle inputs, from random scripts, through everything that moves records.
@Suite(.timeLimit(.minutes(10))) struct MarkTests {
    /// Seeds for each size and pipeline; more when asked.
    private static let seeds = ProcessInfo.processInfo.environment["RENOIR_SEEDS"].flatMap { Int($0) } ?? 6

    private static let sizes: [(ranks: Int, threads: Int)] = [1, 2, 3, 4, 7].flatMap { ranks in
        (1...4).map { (ranks, $0) }
    }

    enum Movement: CaseIterable, Sendable {
        case none, shuffle, groupBy, broadcast, merge, mergeBehindShuffle, diamond

        func apply(to stream: DataStream<Int>, and other: DataStream<Int>) -> DataStream<Int> {
            switch self {
            case .none: stream
            case .shuffle: stream.shuffle().checkingTime().shuffle()
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
        for size in Self.sizes {
            for seed in 0..<Self.seeds {
                var job = SimulatedJob(ranks: size.ranks, threads: size.threads, seed: UInt64(seed))
                job.batchBytes = 128
                let (passes, other) = (1 + seed % 3, seed + 1000)
                let sums = try job.run { context in
                    let stream = context.scripted { Script(seed: seed, replica: $0, of: $1, passes: passes).events }
                    let another = context.scripted { Script(seed: other, replica: $0, of: $1, passes: passes).events }
                    let moved = movement.apply(to: stream, and: another).checkingTime()
                    let sums = moved.fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collectAll()
                    if movement != .merge && movement != .mergeBehindShuffle { another.forEach { _ in } }
                    try context.execute()
                    return sums.value
                }
                let workers = size.ranks * size.threads
                let copies = movement.copies(workers: workers)
                let expected = (0..<passes).map { pass in
                    copies.ofStream * Script.sum(seed: seed, of: workers, passes: passes, pass: pass)
                        + copies.ofOther * Script.sum(seed: other, of: workers, passes: passes, pass: pass)
                }
                #expect(sums.allSatisfy { $0 == expected }, "\(size), seed \(seed): \(sums), expected \(expected)")
            }
        }
    }

    @Test
    func idleReplica_holdsNobodysTimeBack() throws {
        for seed in 0..<UInt64(Self.seeds) {
            let results = try SimulatedJob(ranks: 2, threads: 2, seed: seed).run { context in
                let stream = context.scripted { replica, _ -> [StreamEvent<Int>] in
                    if replica == 0 { return [.idle] + Self.pause + [.record(-1, at: .seconds(1))] }
                    return (1...50).flatMap { [.record($0, at: .seconds(Int64($0))), .watermark(.seconds(Int64($0)))] }
                }
                let watermarks = stream.shuffle().latestWatermark().collect()
                try context.execute()
                return watermarks.value
            }
            #expect(try #require(results[0]).count == 4)
        }
    }

    /// Some events without meaning, so that others get ahead.
    private static let pause: [StreamEvent<Int>] = Array(repeating: .watermark(.seconds(0)), count: 40)
}

extension DataStream {
    /// The last watermark that each worker has seen.
    fileprivate func latestWatermark() -> DataStream<Int64> {
        custom(
            "latestWatermark", state: { _ in Int64.min },
            onBatch: { cursor, input, _, _ in
                (input + cursor.consumed).deinitialize(count: cursor.available - cursor.consumed)
                cursor.consumed = cursor.available
            },
            onMark: { cursor, output, latest in
                guard cursor.isEndOfPass else { return latest.pointee = cursor.inputWatermark }
                (output + cursor.produced).initialize(to: latest.pointee)
                cursor.produced += 1
            })
    }
}

/// A random script: some passes, in each of them records whose times keep to the watermarks between them.
private struct Script {
    private(set) var events: [StreamEvent<Int>] = []
    private(set) var sums: [Int]

    init(seed: Int, replica: Int, of replicas: Int, passes: Int) {
        var random = SeededRandom(UInt64(seed * 1000 + replica))
        sums = Array(repeating: 0, count: passes)
        for pass in 0..<passes {
            var watermark: Int64 = 0
            for _ in 0..<random.next(below: 60) {
                if random.next(below: 5) == 0 {
                    watermark += Int64(random.next(below: 1000))
                    events.append(.watermark(Timestamp(nanoseconds: watermark)))
                } else {
                    let value = random.next(below: 1000)
                    let time = watermark + 1 + Int64(random.next(below: 500))
                    events.append(.record(value, at: Timestamp(nanoseconds: time)))
                    sums[pass] += value
                }
            }
            if pass < passes - 1 { events.append(.endOfPass(level: 1)) }
        }
    }

    /// What the records of all replicas in one pass add up to.
    static func sum(seed: Int, of replicas: Int, passes: Int, pass: Int) -> Int {
        (0..<replicas).map { Script(seed: seed, replica: $0, of: replicas, passes: passes).sums[pass] }.reduce(0, +)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers everywhere for the same seed.
private struct SeededRandom {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
