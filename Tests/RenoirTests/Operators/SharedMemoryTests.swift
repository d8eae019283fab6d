import Renoir
import RenoirTestKit
import Testing

#if os(Linux)
    /// Records that change ranks of one host, in memory that both see.
    @Suite struct SharedMemoryTests {
        /// Sixteen records are the smallest batch: of those, three times as many change ranks as there are blocks, so each block
        /// has to come back.
        @Test(arguments: [(16, 1_600_000), (4096, 400_000)])
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

        @Test(arguments: Shape.all) func flags_travel(shape: Shape) throws {
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

        /// They are looked at where they lie.
        @Test(arguments: 0..<3) func bytesThatAreNoFlag_endTheJob(seed: UInt64) throws {
            let job = SimulatedJob(ranks: 2, seed: seed)
            let outcomes = try job.outcomes { context in
                let readings = context.parallelStream(0..<100_000).map { number in
                    var reading = Reading(number: number, isOdd: true)
                    // A byte of 2, where 0 and 1 are flags.
                    withUnsafeMutableBytes(of: &reading) { $0[MemoryLayout<Int>.size] = number == 90_000 ? 2 : 1 }
                    return reading
                }
                _ = readings.groupBy { _ in 0 }.count().collect()
                _ = readings.groupBy { _ in 1 }.count().collect()
                _ = readings.broadcast().count().collect()
                try context.execute()
            }
            let errors = outcomes.compactMap { outcome -> JobError? in
                guard case .failure(let error) = outcome else { return nil }
                return error as? JobError
            }
            #expect(errors.count == 2)
            #expect(errors.contains { $0.message.contains("can't be read") }, "\(errors)")
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
#endif
