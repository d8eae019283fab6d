import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct ReplicationTests {
    /// Records with the worker on which they are.
    private func placed(_ stream: DataStream<Int>) -> DataStream<[Int]> {
        stream.custom(
            "place", state: { [$0.index, $0.count] },
            onBatch: { cursor, input, output, place in
                while cursor.canAdvance {
                    (output + cursor.produced).initialize(to: place.pointee + [input[cursor.consumed]])
                    cursor.consumed += 1
                    cursor.produced += 1
                }
            })
    }

    @Test(arguments: Shape.few, [Workers.one, .atMost(1), .atMost(2), .atMost(100), .onePerRank, .all])
    func replication_losesNothing(shape: Shape, workers: Workers) throws {
        let placed = try shape.collect { context in
            self.placed(context.parallelStream(0..<500).map { $0 + 1 }.replication(workers))
        }
        #expect(placed.map { $0[2] }.sorted() == Array(1...500))
        let all = shape.ranks * shape.threads
        let expected =
            switch workers {
            case .one: 1
            case .atMost(let count): min(count, all)
            case .onePerRank: shape.ranks
            case .all: all
            }
        #expect(Set(placed.map { $0[1] }) == [expected])
        #expect(Set(placed.map { $0[0] }).count == expected)
    }

    /// Back from few workers to all, and together with a stream that was on all.
    @Test(arguments: Shape.few)
    func replication_mergesAndJoins(shape: Shape) throws {
        let numbers = try shape.collect { context in
            let some = context.parallelStream(0..<100).replication(.atMost(2))
            return some.merge(context.parallelStream(100..<200)).merge(context.stream(of: 200..<300))
                .groupBy { $0 % 10 }.count().values()
        }
        #expect(numbers == Array(repeating: 30, count: 10))
    }

    @Test(arguments: Shape.few)
    func repartition_goesWhereItsSaid(shape: Shape) throws {
        let placed = try shape.collect { context in
            self.placed(context.parallelStream(0..<300).repartition { number, workers in number % workers })
        }
        #expect(placed.count == 300 && placed.allSatisfy { $0[0] == $0[2] % $0[1] })
    }

    @Test func repartition_toAWorkerThatIsNotThere_endsTheJob() throws {
        let context = StreamContext(.local(2))
        context.parallelStream(0..<10).repartition { _, workers in workers }.forEach { _ in }
        #expect(throws: JobError.self) { try context.execute() }
    }

    @Test func replication_onNone_startsNot() throws {
        let context = StreamContext(.local(2))
        context.parallelStream(0..<10).replication(.atMost(0)).forEach { _ in }
        #expect(throws: JobError.self) { try context.execute() }
    }

    @Test(arguments: Shape.few)
    func cached_isReadByLaterContexts(shape: Shape) throws {
        let results = try shape.job.run { context in
            let words = context.parallelStream(0..<400).map { "word number \($0)" }.shuffle().cached()
            let single = context.stream(of: 0..<50).cached()
            try context.execute()
            var all: [[String]?] = []
            for _ in 0..<2 {
                let next = StreamContext(context.config)
                let read = next.stream(of: words).collect()
                let ordered = next.stream(of: single).collect()
                try next.execute()
                all.append(read.value)
                #expect(ordered.value == (context.rank == 0 ? Array(0..<50) : nil))
            }
            return all
        }
        for read in results[0] { #expect(read?.sorted() == (0..<400).map { "word number \($0)" }.sorted()) }
    }

    @Test func cached_readTooEarly_isAnError() throws {
        let config = RuntimeConfig.local(1)
        let cache = StreamContext(config).stream(of: 0..<10).cached()
        let context = StreamContext(config)
        context.stream(of: cache).forEach { _ in }
        #expect(throws: JobError.self) { try context.execute() }
    }

    @Test(arguments: Shape.few)
    func collectInto_fillsCollections(shape: Shape) throws {
        let results = try shape.job.run { context in
            let numbers = context.parallelStream(0..<100).map { $0 % 10 }
            let (set, list) = (numbers.collect(into: Set<Int>.self), numbers.collect(into: ContiguousArray<Int>.self))
            let table = numbers.groupBy { $0 }.count().collect(into: [Int: Int].self)
            try context.execute()
            return (set.value, list.value?.count, table.value)
        }
        #expect(results[0].0 == Set(0..<10) && results[0].1 == 100)
        #expect(results[0].2 == Dictionary(uniqueKeysWithValues: (0..<10).map { ($0, 10) }))
        #expect(results.dropFirst().allSatisfy { $0.0 == nil && $0.2 == nil })
    }

    @Test(arguments: Shape.few)
    func reorder_ordersByTime(shape: Shape) throws {
        let numbers = try shape.collect { context in
            context.stream(of: (0..<400).map { $0 / 8 * 8 + 7 - $0 % 8 })
                .withTimestamps({ .seconds($0) }, watermarks: .outOfOrder(by: .seconds(8))).reorder()
        }
        #expect(numbers == Array(0..<400))
    }

    @Test func reorder_withoutTimes_startsNot() throws {
        let context = StreamContext(.local(1))
        context.stream(of: 0..<10).reorder().forEach { _ in }
        #expect(throws: JobError.self) { try context.execute() }
    }
}
