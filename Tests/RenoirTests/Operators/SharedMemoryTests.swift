import Renoir
import RenoirTestKit
import Testing

/// Records that change ranks of one host, in memory that both see.
@Suite struct SharedMemoryTests {
    /// Of one or two records, many times more batches change ranks than there are blocks: each block comes back.
    @Test(arguments: [(1, 100_000), (2, 200_000), (4096, 400_000)])
    func numbers_thatMove_areNotCopied(records: Int, numbers: Int) throws {
        var job = SimulatedJob(ranks: 2)
        job.batchBytes = 8 * records
        let results = try job.run { context in
            let sum = context.parallelStream(0..<numbers).shuffle().fold(0) { $0 += $1 }.collect()
            let summary = try context.execute()
            return (sum.value, summary)
        }
        #expect(results[0].0 == [numbers * (numbers - 1) / 2])
        // Half of the numbers move, and those before the first rounds are copied.
        let summary = results[0].1
        #expect(summary.bytesShared > numbers * 8 / 4, "\(summary.bytesShared) of \(summary.bytesExchanged)")
    }

    @Test func text_thatMoves_isNotCopiedEither() throws {
        var job = SimulatedJob(ranks: 3, threads: 2)
        job.batchBytes = 4096
        let results = try job.run { context in
            let texts = context.parallelStream(0..<200_000).map { "number \($0 % 1000), and more" }.groupBy { $0 }
                .count()
                .collect()
            let summary = try context.execute()
            return (texts.value, summary)
        }
        #expect(results[0].0?.count == 1000)
        #expect(results[0].0?.allSatisfy { $0.value == 200 } ?? false)
        #expect(results[0].1.bytesShared > results[0].1.bytesExchanged / 2)
    }

    /// Bytes that are no values of their type are found where they lie.
    @Test(arguments: Shape.all) func flagsAndOptionals_travel(shape: Shape) throws {
        let result = try shape.collect { context in
            context.parallelStream(0..<4000)
                .map { Reading(number: $0, isOdd: $0 % 2 == 1) }
                .groupBy { $0.number % 7 }
                .fold(0) { right, reading in right += reading.isRight ? 1 : 0 }
                .values()
        }
        #expect(result.count == 7)
        #expect(result.reduce(0, +) == 4000)
    }

    private struct Reading: Sendable {
        var number: Int
        var isOdd: Bool
        var isRight: Bool { isOdd == (number % 2 == 1) }
    }

    @Test func oneRank_sharesNothing() throws {
        let summary = try SimulatedJob(ranks: 1).run { context in
            _ = context.parallelStream(0..<100).shuffle().collect()
            return try context.execute()
        }[0]
        #expect(summary.bytesShared == 0 && summary.bytesExchanged == 0)
    }
}
