import Renoir
import RenoirTestKit
import Synchronization
import Testing

@Suite struct SinkTests {
    @Test(arguments: Shape.all)
    func collectAll_givesEveryRankEverything(shape: Shape) throws {
        let results = try shape.job.run { context in
            let all = context.parallelStream(0..<3000).map { "\($0)" }.collectAll()
            try context.execute()
            return all.value?.sorted()
        }
        let expected = (0..<3000).map { "\($0)" }.sorted()
        #expect(results.allSatisfy { $0 == expected })
    }

    @Test(arguments: Shape.all)
    func forEach_seesEachRecordOnce(shape: Shape) throws {
        let sum = Sum()
        _ = try shape.job.run { context in
            context.parallelStream(0..<5000).forEach { sum.add($0) }
            try context.execute()
        }
        #expect(sum.value == 12_497_500)
    }

    @Test(arguments: Shape.all)
    func summary_isTheSameOnAllRanks(shape: Shape) throws {
        let summaries = try shape.job.run { context in
            _ = context.parallelStream(0..<5000).shuffle().count().collect()
            return try context.execute()
        }
        #expect(summaries.allSatisfy { $0.recordsRead == 5000 && $0.recordsWritten == 1 })
        #expect(summaries.allSatisfy { ($0.bytesExchanged > 0) == (shape.ranks > 1) })
    }

    @Test
    func collected_beforeTheExecution_isNil() {
        let context = StreamContext(.local(1))
        #expect(context.stream(of: 0..<3).collect().value == nil)
    }

    private final class Sum: Sendable {
        private let sum = Atomic<Int>(0)
        var value: Int { sum.load(ordering: .relaxed) }
        func add(_ number: Int) { sum.wrappingAdd(number, ordering: .relaxed) }
    }
}
