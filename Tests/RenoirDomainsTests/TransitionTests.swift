import RenoirDomains
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct TransitionTests {
    /// Numbers below 200, from each of which two others are reached.
    private let system = TransitionSystem(initial: [1, 5]) { state in [state * 3 % 200, (state + 7) % 200] }

    private func levels(upTo depth: Int = .max) -> [[Int]] {
        var (levels, known) = ([[1, 5]], Set([1, 5]))
        while let last = levels.last, levels.count <= depth {
            let next = Set(last.flatMap { [$0 * 3 % 200, ($0 + 7) % 200] }).subtracting(known)
            guard !next.isEmpty else { break }
            known.formUnion(next)
            levels.append(next.sorted())
        }
        return levels
    }

    @Test(arguments: JobShape.some) func states_areThoseOfABreadthFirstSearch(shape: JobShape) throws {
        let system = system
        let results = try shape.job.run { context in
            let reached = try system.explore(context)
            return (
                reached.levels, reached.isComplete, try reached.states(at: 3)?.sorted(), try reached.path(to: 0),
                try reached.path(to: 777)
            )
        }
        let expected = levels()
        for result in results {
            #expect(result.0 == expected.map(\.count) && result.1)
            #expect(result.4 == nil)
        }
        #expect(results[0].2 == expected[3] && results.dropFirst().allSatisfy { $0.2 == nil })
        let path = try #require(results[0].3)
        #expect(path.first.map { [1, 5].contains($0) } == true && path.last == 0)
        #expect(zip(path, path.dropFirst()).allSatisfy { [$0 * 3 % 200, ($0 + 7) % 200].contains($1) })
        #expect(expected[path.count - 1].contains(0))
        #expect(results.allSatisfy { $0.3 == path })
    }

    @Test func path_doesNotDependOnRanks() throws {
        let system = system
        let paths = try [JobShape.all[0], JobShape.all[5]].map { shape in
            try shape.job.run { context in try system.explore(context).path(to: 199) }[0]
        }
        #expect(Set(paths).count == 1)
    }

    @Test(arguments: [1, 3]) func limits_endTheSearch(ranks: Int) throws {
        let system = system
        let results = try SimulatedJob(ranks: ranks, seed: 2).run { context in
            let shallow = try system.explore(context, depth: 2)
            let few = try system.explore(StreamContext(context.config), states: 9)
            return (shallow.levels, shallow.isComplete, few.levels, few.isComplete)
        }
        let sizes = levels().map(\.count)
        let few = sizes.indices.first { sizes[...$0].reduce(0, +) >= 9 }!
        for result in results {
            #expect(result.0 == Array(sizes[...2]) && !result.1)
            #expect(result.2 == Array(sizes[...few]) && !result.3)
        }
    }

    @Test func stepThatThrows_namesTheState() throws {
        struct Stuck: Error, CustomStringConvertible { var description: String { "stuck" } }
        let system = TransitionSystem(initial: [0]) { if $0 == 4 { throw Stuck() } else { [$0 + 1] } }
        let error = #expect(throws: JobError.self) { try system.explore(StreamContext(.local(2))) }
        #expect(error?.message == "state 4: stuck" && error?.code == .user)
    }

    @Test(arguments: [1, 2]) func graph_isWrittenForGraphviz(ranks: Int) throws {
        let system = TransitionSystem(initial: [0]) { [($0 + 1) % 3] }
        let texts = try SimulatedJob(ranks: ranks, seed: 1).run { context in
            try system.explore(context).graphviz { "\"\($0)\"" }
        }
        #expect(
            texts[0] == """
                digraph {
                  "\\"0\\"" -> "\\"1\\"";
                  "\\"0\\"" [peripheries=2];
                  "\\"1\\"" -> "\\"2\\"";
                  "\\"1\\"";
                  "\\"2\\"" -> "\\"0\\"";
                  "\\"2\\"";
                }

                """)
    }
}
