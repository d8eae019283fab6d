import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct SplitSourceTests {
    /// Splits of different lengths, some of them empty.
    private struct Steps: SplitSource {
        struct Reader: SplitReader {
            var left: Range<Int>
            mutating func next() throws -> Int? {
                guard let number = left.popFirst() else { return nil }
                if number == .max - 1 { throw Unreadable() }
                return number
            }
        }

        struct Unreadable: Error {}

        var count = 40

        func splits() throws -> [[Int]] { (0..<count).map { [$0 * 100, $0 * 100 + $0 % 7 * 13] } }

        func reader(of split: [Int]) throws -> Reader {
            if split[0] == 10_000 { throw Unreadable() }
            return Reader(left: split[0]..<split[1])
        }
    }

    @Test(arguments: Shape.all)
    func everySplit_isReadOnce(shape: Shape) throws {
        let expected = (0..<40).flatMap { Array($0 * 100..<$0 * 100 + $0 % 7 * 13) }
        for balancing in [Balancing.static, .dynamic] {
            #expect(try shape.collect { $0.parallelStream(of: Steps(), balancing: balancing) }.sorted() == expected)
        }
        #expect(try shape.collect { $0.parallelStream(of: Steps(count: 0), balancing: .dynamic) } == [])
    }

    @Test(arguments: [Balancing.static, .dynamic])
    func oneWorker_readsThemInOrder(balancing: Balancing) throws {
        let context = StreamContext(.local(1))
        let numbers = context.parallelStream(of: Steps(), balancing: balancing).collect()
        try context.execute()
        let value = try #require(numbers.value)
        #expect(value == value.sorted())
    }

    @Test(arguments: [Balancing.static, .dynamic])
    func splitThatCantBeRead_endsTheJob(balancing: Balancing) throws {
        let outcomes = try SimulatedJob(ranks: 2, threads: 2, seed: 3).outcomes { context in
            context.parallelStream(of: Steps(count: 200), name: "steps", balancing: balancing).forEach { _ in }
            try context.execute()
        }
        for outcome in outcomes {
            let error = #expect(throws: JobError.self) { try outcome.get() }
            #expect(error?.code == .user)
        }
    }

    @Test func ranksThatSeeOtherSplits_areTold() throws {
        let outcomes = try SimulatedJob(ranks: 2, seed: 3).outcomes { context in
            context.parallelStream(of: Steps(count: 10 + context.rank)).forEach { _ in }
            try context.execute()
        }
        let error = #expect(throws: JobError.self) { try outcomes[0].get() }
        #expect(error?.code == .graph)
    }
}
