import Renoir
import RenoirTestKit
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(10))) struct RouteTests {
    private struct Refusal: Error {}

    @Test(arguments: Shape.all)
    func route_givesEachRecordToTheFirstThatIsTrue(shape: Shape) throws {
        let results = try shape.job.run { context in
            let routes = context.stream(of: 0..<5000).route([{ $0 % 2 == 0 }, { $0 % 3 == 0 }])
            let parts = (routes.matching + [routes.rest]).map { $0.collect() }
            try context.execute()
            return parts.map(\.value)
        }
        #expect(results[0][0] == (0..<5000).filter { $0 % 2 == 0 })
        #expect(results[0][1] == (0..<5000).filter { $0 % 2 != 0 && $0 % 3 == 0 })
        #expect(results[0][2] == (0..<5000).filter { $0 % 2 != 0 && $0 % 3 != 0 })
    }

    @Test(arguments: Shape.all)
    func route_partsThatMeetAgain_doNotStandStill(shape: Shape) throws {
        let sums = try shape.collect { context in
            let routes = context.parallelStream(0..<20_000).route([{ $0 < 19_990 }])
            return routes.matching[0].shuffle().merge(routes.rest.shuffle())
        }
        #expect(sums.sorted() == Array(0..<20_000))
    }

    @Test(arguments: Shape.all)
    func route_partThatIsNotUsed_isDropped(shape: Shape) throws {
        let evens = try shape.collect { $0.stream(of: 0..<3000).route([{ $0 % 2 == 0 }]).matching[0] }
        #expect(evens == (0..<3000).filter { $0 % 2 == 0 })
    }

    @Test(arguments: Shape.all)
    func route_withoutPredicates_isTheRest(shape: Shape) throws {
        #expect(try shape.collect { $0.stream(of: 0..<300).route([]).rest } == Array(0..<300))
    }

    @Test(arguments: Shape.all)
    func route_keepsTimesAndPasses(shape: Shape) throws {
        let results = try shape.job.run { context in
            let routes = context.scripted { replica, _ -> [StreamEvent<Int>] in
                (0..<2).flatMap { pass -> [StreamEvent<Int>] in
                    let records = (0..<40).flatMap {
                        [StreamEvent.record($0, at: .seconds(Int64($0))), .watermark(.seconds(Int64($0)))]
                    }
                    return records + (pass == 0 ? [.endOfPass(level: 1)] : [])
                }
            }.route([{ $0 % 4 == 0 }])
            let parts = [routes.matching[0], routes.rest].map { $0.checkingTime().count().collect() }
            try context.execute()
            return parts.map(\.value)
        }
        let replicas = shape.ranks * shape.threads
        #expect(results[0] == [[10 * replicas, 10 * replicas], [30 * replicas, 30 * replicas]])
    }

    @Test func predicate_isCalledOncePerRecord() throws {
        let calls = Atomic<Int>(0)
        _ = try SimulatedJob(ranks: 1).run { context in
            let routes = context.stream(of: 0..<5000).route([
                { number in
                    calls.add(1, ordering: .relaxed)
                    return number % 100 == 0
                }
            ])
            _ = (routes.matching[0].shuffle().collect(), routes.rest.shuffle().collect())
            try context.execute()
        }
        #expect(calls.load(ordering: .relaxed) == 5000)
    }

    @Test(arguments: 0..<3)
    func predicateThatThrows_destroysEachRecordOnce(failing: Int) throws {
        let ledger = Tracked.Ledger()
        #expect(throws: JobError.self) {
            try SimulatedJob(ranks: 2, threads: 2).run { context in
                let routes = context.stream(of: 0..<300).map { Tracked($0, in: ledger) }.route([
                    { record in
                        if record.value == failing * 100 { throw Refusal() }
                        return record.value % 2 == 0
                    }
                ])
                routes.matching[0].forEach { _ in }
                routes.rest.forEach { _ in }
                try context.execute()
            }
        }
        #expect(ledger.count == 0)
    }

    @Test(arguments: Shape.all)
    func split_givesAllRecordsToEach(shape: Shape) throws {
        let results = try shape.job.run { context in
            let copies = context.stream(of: 0..<500).split(3).map { $0.collect() }
            try context.execute()
            return copies.map(\.value)
        }
        #expect(results[0] == Array(repeating: Array(0..<500), count: 3))
    }
}
