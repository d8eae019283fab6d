import Renoir
import Testing

@Suite struct ShuffleTests {
    @Test(arguments: Shape.all)
    func shuffle_fiveTimes_losesAndDoublesNothing(shape: Shape) throws {
        let result = try shape.collect { context in
            (0..<5).reduce(context.stream(of: 0..<1000)) { stream, _ in stream.shuffle() }
        }
        #expect(result.sorted() == Array(0..<1000))
    }

    @Test(arguments: Shape.all)
    func shuffle_givesAllWorkersAboutTheSame(shape: Shape) throws {
        let workers = shape.ranks * shape.threads
        let result = try shape.collect {
            $0.stream(of: 0..<(1000 * workers)).shuffle().fold(
                "", local: { count, _ in count = "\((Int(count) ?? 0) + 1)" }, global: { $0 += "\($1) " })
        }
        let counts = result[0].split(separator: " ").compactMap { Int($0) }
        #expect(counts.count == workers)
        #expect(counts.allSatisfy { (900...1100).contains($0) }, "\(counts)")
    }

    @Test(arguments: Shape.all)
    func flatMapBetweenShuffles_withLittleCredit_ends(shape: Shape) throws {
        var job = shape.job
        job.exchangeBytes = 1
        let results = try job.run { context in
            let count = context.parallelStream(0..<200).shuffle().flatMap { Array(repeating: "\($0)", count: 200) }
                .shuffle().count().collect()
            try context.execute()
            return count.value
        }
        #expect(results[0] == [40_000])
    }
}
