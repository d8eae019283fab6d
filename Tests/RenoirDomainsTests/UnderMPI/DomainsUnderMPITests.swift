import RenoirDomains
import Testing

/// Runs on real ranks, when a launcher has started the tests; in one process otherwise.
@Suite(.serialized, .timeLimit(.minutes(5))) struct DomainsUnderMPITests {
    private static let config: RuntimeConfig = {
        var config = RuntimeConfig.fromArguments(["--threads", "2", "--quiet"]).config
        config.exitsOnFailure = false
        return config
    }()

    private let config = Self.config

    private func value<Source, Partial, Value: Equatable>(_ action: Action<Source, Partial, Value>, is expected: Value)
        throws
    {
        let answer = try action.run(StreamContext(config))
        #expect(answer.value == (config.rank == 0 ? expected : nil))
    }

    @Test func actions_giveTheAnswersOfOneProcess() throws {
        let even = Integers(0..<30_000).filter { $0.isMultiple(of: 2) }
        try value(even.count(), is: 15_000)
        try value(even.collect(), is: Array(stride(from: 0, to: 30_000, by: 2)))
        try value(even.max(by: { $0 % 100 }, limit: 3), is: [98, 198, 298])
        try value(even.groups(by: { $0 % 3 }, limit: 2), is: [0: [0, 6], 1: [4, 10], 2: [2, 8]])
        try value(
            even.map { "\($0) " }.fold("", local: { $0 += $1 }, global: { $0 += $1 }),
            is: even.elements.map { "\($0) " }.joined())
    }

    @Test func canonicalForms_areAllFound() throws {
        let q = Atoms(4, "q")
        try value(try Mappings(from: q * Atoms(2, "a"), to: q).canonicalForms().count(), is: 1474)
        let graphs = try Subsets(of: UnorderedProduct(of: Atoms(5), count: 2)).canonicalForms()
        try value(graphs.collect(), is: Array(try graphs.collect().run(.local()).value!))
    }

    @Test func first_endsAllRanks() throws {
        try value(Integers(0..<Int.max).filter { $0 > 50_000 && $0 % 1009 == 3 }.first(), is: 50_453)
        let any = try Integers(0..<Int.max).filter { $0 % 1_000_003 == 3 }.first(any: true).run(StreamContext(config))
        #expect(config.rank > 0 || any.value??.quotientAndRemainder(dividingBy: 1_000_003).remainder == 3)
    }

    @Test func deadline_endsAllRanks() throws {
        let answer = try Integers(0..<Int.max).count().run(StreamContext(config), within: .milliseconds(100))
        #expect(config.rank > 0 || !answer.isComplete && answer.lookedAt > 0)
    }

    @Test func failure_namesTheElement() throws {
        struct Odd: Error {}
        let error = #expect(throws: JobError.self) {
            try Integers(0..<5000).map { if $0 == 4001 { throw Odd() } else { $0 } }.count().run(StreamContext(config))
        }
        #expect(
            error?.message == "element 4001, 4001: Odd()" || error?.message.hasPrefix("the job failed on rank") == true)
    }

    @Test func runInARun_isRefusedOnAllRanks() throws {
        let config = config
        let error = #expect(throws: JobError.self) {
            try Integers(0..<50).map { _ in try Integers(0..<3).count().run(StreamContext(config)).lookedAt }.count()
                .run(StreamContext(config))
        }
        #expect(error?.code == .graph)
    }

    @Test func states_areReached() throws {
        let reached = try TransitionSystem(initial: [0]) { [($0 + 1) % 50, ($0 + 7) % 50] }.explore(
            StreamContext(config))
        #expect(reached.count == 50 && reached.isComplete)
        #expect(try reached.path(to: 14)?.count == 3)
    }
}
