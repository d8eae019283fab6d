import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(10))) struct ZipTests {
    @Test(arguments: Shape.all) func zip_ofSingleReplicas_pairsInOrder(shape: Shape) throws {
        let pairs = try shape.collect { context in
            context.stream(of: 0..<1000).zip(context.stream(of: 0..<700).map { "\($0)" }).map { "\($0.0)=\($0.1)" }
        }
        #expect(pairs == (0..<700).map { "\($0)=\($0)" })
    }

    /// One side holds nothing back while the other waits for its last record: without a store both would wait for ever.
    @Test(arguments: Shape.all) func zip_ofAStreamWithPartOfItself_doesNotStandStill(shape: Shape) throws {
        let pairs = try shape.collect { context in
            let numbers = context.stream(of: 0..<20_000)
            return numbers.zip(numbers.filter { $0 >= 19_990 }).map { $0.0 * 100_000 + $0.1 }
        }
        #expect(pairs == (0..<10).map { $0 * 100_000 + 19_990 + $0 })
    }

    @Test(arguments: Shape.all) func zip_ofManyReplicas_pairsAsManyAsThereAre(shape: Shape) throws {
        let pairs = try shape.collect { context in
            context.parallelStream(0..<500).zip(context.parallelStream(0..<800)).map { [$0.0, $0.1] }
        }
        #expect(pairs.count == 500)
        #expect(pairs.map { $0[0] }.sorted() == Array(0..<500))
        #expect(Set(pairs.map { $0[1] }).count == 500)
    }

    @Test(arguments: Shape.all) func zip_withNothing_isEmpty(shape: Shape) throws {
        let pairs = try shape.collect { context in
            context.stream(of: 0..<5000).zip(context.stream(of: [Int]())).map { $0.0 }
        }
        #expect(pairs.isEmpty)
    }

    @Test(arguments: Shape.all) func zip_pairsAnewInEachPass_withTheLaterTime(shape: Shape) throws {
        let times = try shape.job.run { context in
            let left = context.scripted { replica, _ -> [StreamEvent<Int>] in
                guard replica == 0 else { return [.endOfPass(level: 1)] }
                return [
                    .record(1, at: .seconds(1)), .watermark(.seconds(1)), .record(2, at: .seconds(5)),
                    .endOfPass(level: 1),
                ]
                    + [.record(3, at: .seconds(2))]
            }
            let right = context.scripted { replica, _ -> [StreamEvent<Int>] in
                guard replica == 0 else { return [.endOfPass(level: 1)] }
                return [
                    .record(10, at: .seconds(3)), .endOfPass(level: 1), .record(30, at: .seconds(1)),
                    .record(40, at: .seconds(9)),
                ]
            }
            let pairs = left.zip(right).checkingTime().map { [$0.0, $0.1] }.collect()
            try context.execute()
            return pairs.value
        }
        #expect(times[0] == [[1, 10], [3, 30]])
    }

    @Test func zip_ofTwoContexts_isRefusedByBoth() {
        let contexts = [StreamContext(.local(1)), StreamContext(.local(1))]
        _ = contexts[1].stream(of: ["a"]).map { $0 }
        contexts[0].stream(of: 0..<3).zip(contexts[1].stream(of: ["a"])).forEach { _ in }
        for context in contexts {
            let error = #expect(throws: JobError.self) { try context.execute() }
            #expect(error?.code == .graph)
            #expect(error?.operator == "zip (#1)")
        }
    }

    @Test func zip_thatWaitsForMoreThanItsBudget_isAnErrorThatNamesIt() throws {
        var config = RuntimeConfig.local(1)
        config.stateBytes = 1 << 20
        let context = StreamContext(config)
        let numbers = context.stream(of: 0..<10_000_000)
        numbers.zip(numbers.filter { $0 < 0 }).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .resources)
        #expect(error?.operator?.hasPrefix("zip") ?? false)
        #expect(error?.message.contains("stateBytes") ?? false)
    }
}
