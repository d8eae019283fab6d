import Renoir
import RenoirTestKit
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct LimitTests {
    @Test(arguments: Shape.all, [0, 1, 5, 100, 5000])
    func limit_givesSoManyOfManyReplicas(shape: Shape, count: Int) throws {
        let records = try shape.collect { $0.parallelStream(0..<2000).limit(count) }
        #expect(records.count == min(count, 2000))
        #expect(Set(records).count == records.count && records.allSatisfy((0..<2000).contains))
    }

    @Test(arguments: Shape.all)
    func limit_ofASingleReplica_givesTheFirstOnes(shape: Shape) throws {
        #expect(try shape.collect { $0.stream(of: 0..<5000).limit(700, offset: 40) } == Array(40..<740))
        #expect(try shape.collect { $0.stream(of: 0..<50).limit(700, offset: 40) } == Array(40..<50))
        #expect(try shape.collect { $0.stream(of: 0..<50).limit(.max, offset: 40) } == Array(40..<50))
        #expect(try shape.collect { $0.stream(of: 0..<50).limit(7, offset: .max) } == [])
    }

    @Test(arguments: Shape.all)
    func limit_withAnOffset_passesSoManyOverInAll(shape: Shape) throws {
        let records = try shape.collect { $0.parallelStream(0..<2000).shuffle().limit(300, offset: 1900) }
        #expect(records.count == 100)
    }

    /// All that a replica doesn't need has to come to the others.
    @Test(arguments: Shape.all)
    func limit_whereOneReplicaHasEverything_lacksNothing(shape: Shape) throws {
        let records = try shape.collect { context in
            context.parallelStream(0..<4000).filter { $0 < 300 }.limit(300)
        }
        #expect(records.sorted() == Array(0..<300))
    }

    @Test(arguments: Shape.all)
    func limit_endsSourcesWithoutEnd(shape: Shape) throws {
        let records = try shape.collect { context in
            context.stream(of: sequence(first: 0) { $0 + 1 }).map { $0 * 2 }.shuffle().flatMap { [$0, $0 + 1] }
                .shuffle()
                .limit(1000)
        }
        #expect(records.count == 1000)
    }

    /// Behind the exchange nobody has a record when the permits are used up elsewhere.
    @Test(arguments: Shape.all)
    func limit_endsSourcesOfReplicasThatGetNothing(shape: Shape) throws {
        let records = try shape.collect { context in
            context.stream(of: sequence(first: 1) { $0 + 1 }).groupBy { _ in 7 }.values().limit(10)
        }
        #expect(records.count == 10)
    }

    @Test(arguments: Shape.all)
    func limit_onOneBranch_leavesTheOtherAlone(shape: Shape) throws {
        let results = try shape.job.run { context in
            let numbers = context.parallelStream(0..<3000)
            let (some, all) = (numbers.shuffle().limit(10).collect(), numbers.shuffle().collect())
            let kept = numbers.limit(5).collectCount()
            try context.execute()
            return (some.value, all.value, kept.value)
        }
        #expect(results[0].0?.count == 10 && results[0].1?.sorted() == Array(0..<3000) && results[0].2 == 5)
    }

    @Test(arguments: Shape.all)
    func limit_startsAnewInEachPass(shape: Shape) throws {
        let counts = try shape.job.run { context in
            let records = context.scripted { replica, _ -> [StreamEvent<Int>] in
                (0..<3).flatMap { pass -> [StreamEvent<Int>] in
                    (0..<50).map { .record(pass, at: .seconds(Int64($0))) } + (pass < 2 ? [.endOfPass(level: 1)] : [])
                }
            }
            let (before, behind) = (records.limit(20), records.shuffle().limit(20))
            let result = [before, behind].map { $0.groupByCount { $0 }.collect() }
            try context.execute()
            return result.map { $0.value?.map { [$0.key, $0.value] }.sorted { $0[0] < $1[0] } }
        }
        #expect(counts[0][0] == [[0, 20], [1, 20], [2, 20]])
        #expect(counts[0][1] == [[0, 20], [1, 20], [2, 20]])
    }

    @Test(arguments: [Shape(ranks: 1, threads: 2, seed: 1), Shape(ranks: 3, threads: 2, seed: 2)])
    func limit_stopsClosuresUpstream(shape: Shape) throws {
        let calls = Atomic<Int>(0)
        let results = try shape.job.run { context in
            let some = context.stream(of: 0..<1_000_000).shuffle().map { number in
                calls.add(1, ordering: .relaxed)
                return number
            }.limit(100).collectCount()
            try context.execute()
            return some.value
        }
        #expect(results[0] == 100)
        #expect(calls.load(ordering: .relaxed) < 500_000)
    }

    @Test(arguments: [(-1, 0), (1, -1)])
    func negative_keepsTheJobFromStarting(count: Int, offset: Int) {
        let error = #expect(throws: JobError.self) {
            try SimulatedJob(ranks: 2).run { context in
                _ = context.stream(of: 0..<5).limit(count, offset: offset).collect()
                try context.execute()
            }
        }
        #expect(error?.message.contains("neither may be negative") == true)
    }
}
