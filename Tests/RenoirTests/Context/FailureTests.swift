import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(10))) struct FailureTests {
    private struct Broken: Error, CustomStringConvertible {
        var description: String { "broken on purpose" }
    }

    @Test(arguments: Shape.all)
    func closureThatThrowsOnOneRank_endsAllRanks(shape: Shape) throws {
        let outcomes = try shape.job.outcomes { context in
            _ = context.parallelStream(0..<10_000).map { number in
                if number == 9_999 { throw Broken() }
                return number
            }.shuffle().collect()
            try context.execute()
        }
        for (rank, outcome) in outcomes.enumerated() {
            guard case .failure(let error as JobError) = outcome else {
                Issue.record("rank \(rank) of \(shape) has not failed")
                continue
            }
            #expect(error.code == .user)
            guard shape.ranks == 1 || rank == shape.ranks - 1 else { continue }
            #expect(error.message == "broken on purpose")
            #expect(error.operator == "map (#1)")
        }
    }

    @Test
    func closuresThatThrowOnAllRanks_areReportedAsOne() throws {
        let outcomes = try SimulatedJob(ranks: 4, threads: 2, seed: 5).outcomes { context in
            context.parallelStream(0..<10_000).forEach { _ in throw Broken() }
            try context.execute()
        }
        let errors = outcomes.compactMap { outcome -> JobError? in
            guard case .failure(let error as JobError) = outcome else { return nil }
            return error
        }
        #expect(errors.count == 4)
        #expect(Set(errors.map(\.rank)).count == 1)
        #expect(errors.filter { $0.message == "broken on purpose" }.count == 1)
    }

    @Test
    func streamWithoutSink_isRefused() throws {
        let context = StreamContext(.local(1))
        _ = context.stream(of: 0..<3).map { $0 + 1 }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
        #expect(error?.operator == "map (#1)")
    }

    @Test
    func contextThatRunsTwice_isRefused() throws {
        let context = StreamContext(.local(1))
        context.stream(of: 0..<3).forEach { _ in }
        try context.execute()
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
    }

    @Test
    func differentGraphs_areRefusedWithTheFirstDifference() throws {
        let outcomes = try SimulatedJob(ranks: 3, threads: 1, seed: 1).outcomes { context in
            let numbers = context.stream(of: 0..<10)
            if context.rank == 2 { numbers.map { $0 + 1 }.forEach { _ in } } else { numbers.forEach { _ in } }
            try context.execute()
        }
        for outcome in outcomes {
            guard case .failure(let error as JobError) = outcome else {
                Issue.record("a rank runs a graph of its own")
                continue
            }
            #expect(error.code == .graph)
            #expect(error.message.contains("rank 0 has \"forEach (#1)"))
            #expect(error.message.contains("rank 2 has \"map (#1)"))
        }
    }

    @Test
    func recordsThatCantTravel_areRefusedBeforeAnythingRuns() throws {
        final class Reference: Sendable {}
        let context = StreamContext(.local(2))
        context.stream(of: [Reference()]).shuffle().forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
        #expect(error?.operator == "shuffle (#1)")
        #expect(error?.message.contains("Reference") == true)
    }

    @Test
    func problemOfOneRankBeforeTheStart_isKnownToAll() throws {
        let outcomes = try SimulatedJob(ranks: 3, threads: 1, seed: 2).outcomes { context in
            context.readLines(context.rank == 1 ? "/there/is/no/such/file" : "/etc/passwd").forEach { _ in }
            try context.execute()
        }
        for outcome in outcomes {
            guard case .failure(let error as JobError) = outcome else {
                Issue.record("a rank has started")
                continue
            }
            #expect(error.code == .io)
            #expect(error.rank == 1)
            #expect(error.message.contains("/there/is/no/such/file"))
        }
    }

    @Test
    func settingOutOfRangeOnOneRank_isKnownToAll() throws {
        try expectAllFail(.configuration, "threads is 0;", rank: 1) { if $0.rank == 1 { $0.threads = 0 } }
    }

    @Test
    func hashSeedsThatDiffer_areRefused() throws {
        try expectAllFail(.configuration, "hashSeed is 7 on rank 0 and 9 on rank 2;") {
            $0.hashSeed = $0.rank == 2 ? 9 : 7
        }
    }

    @Test
    func exchangeBudgetsThatDiffer_areRefused() throws {
        try expectAllFail(.configuration, "exchangeBytes is 1000000 on rank 0 and 2000000 on rank 1;") {
            $0.exchangeBytes = $0.rank == 1 ? 2_000_000 : 1_000_000
        }
    }

    /// Runs a job on three ranks that are configured by `configure`, which must end on all of them with the same error.
    private func expectAllFail(
        _ code: JobError.Code, _ message: String, rank: Int? = nil, _ configure: (inout RuntimeConfig) -> Void
    ) throws {
        let outcomes = try SimulatedJob(ranks: 3, threads: 1, seed: 3).outcomes(
            { context in
                context.parallelStream(0..<100).groupBy { $0 }.count().forEach { _ in }
                try context.execute()
            }, configured: configure)
        for outcome in outcomes {
            let error = #expect(throws: JobError.self) { try outcome.get() }
            #expect(error?.code == code)
            #expect(error?.rank == rank)
            #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
        }
    }

    @Test(arguments: [0, 256, -1] as [Int32])
    func exitCodeThatIsNone_countsAsOneOfTheUser(code: Int32) {
        let context = StreamContext(.local(1))
        context.stream(of: 0..<3).forEach { _ in throw JobError(.init(exitCode: code), "no code") }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .user)
    }

    /// A record that can't be read where it arrives.
    private struct Unreadable: WireCodable {
        init() {}
        init(from reader: inout WireReader) throws(WireError) { throw WireError(message: "never readable") }
        func encode(into writer: inout WireWriter) { writer.encode(1) }
    }

    /// As above, in a container and by `Codable`.
    private struct Undecodable: Codable {
        var name = "one"
        init() {}
        init(from decoder: any Decoder) throws { throw Broken() }
    }

    @Test
    func recordThatRefusesToBeRead_isAFailureOfTheProgram() throws {
        try expectReadingFails("never readable") { Unreadable() }
        try expectReadingFails("broken on purpose") { [Undecodable()] }
    }

    private func expectReadingFails<Record: Sendable>(
        _ message: String, _ make: @escaping @Sendable () -> Record
    ) throws {
        let outcomes = try SimulatedJob(ranks: 2, threads: 1, seed: 3).outcomes { context in
            context.stream(of: 0..<100).map { _ in make() }.shuffle().forEach { _ in }
            try context.execute()
        }
        for (rank, outcome) in outcomes.enumerated() {
            let error = #expect(throws: JobError.self) { try outcome.get() }
            #expect(error?.code == .user)
            if rank == 1 { #expect(error?.message.contains(message) == true, "\(error?.message ?? "")") }
        }
    }
}
