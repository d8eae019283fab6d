import RenoirDomains
import RenoirTestKit
import Testing

/// How runs end before their time, or don't begin.
@Suite(.timeLimit(.minutes(5))) struct RunTests {
    private struct Odd: Error, CustomStringConvertible {
        var description: String { "it's odd" }
    }

    /// The error of the rank that has met it; all ranks have to end with one.
    private func told(_ outcomes: [Result<some Sendable, any Error>]) -> JobError? {
        let errors = outcomes.compactMap { outcome in #expect(throws: JobError.self) { _ = try outcome.get() } }
        #expect(errors.count == outcomes.count)
        return errors.first { !$0.message.hasPrefix("the job failed on rank") }
    }

    private func error<Source, Partial, Value>(_ shape: JobShape, _ action: Action<Source, Partial, Value>) throws
        -> JobError?
    {
        let outcomes = try shape.job.outcomes { context in try action.run(context).value }
        return told(outcomes)
    }

    @Test(arguments: JobShape.some) func stepThatThrows_namesElementAndIndex(shape: JobShape) throws {
        let pairs = Integers(0..<60) * Integers(0..<50)
        let mapped = try error(shape, pairs.map { if $0 == (46, 1) { throw Odd() } else { $0.0 } }.count())
        #expect(mapped?.message == "element 2301, (46, 1): it's odd" && mapped?.code == .user)
        let filtered = try error(shape, pairs.filter { if $0 == (0, 7) { throw Odd() } else { true } }.collect())
        #expect(filtered?.message == "element 7, (0, 7): it's odd")
        let keyed = try error(shape, pairs.filter { $0.1 == 3 }.max(by: { if $0.0 == 9 { throw Odd() } else { $0.0 } }))
        #expect(keyed?.message == "element 453, (9, 3): it's odd")
        let refused = try error(shape, pairs.forEach { if $0.0 == 59 { throw JobError(.data, "refused") } })
        #expect(refused?.code == .data && refused?.message.hasSuffix(": refused") == true)
    }

    @Test func canonicalFormThatThrows_isShown() throws {
        let forms = try Subsets(of: UnorderedProduct(of: Atoms(4), count: 2)).canonicalForms()
        let found = try error(
            JobShape(ranks: 2, threads: 1), forms.map { if $0.count == 1 { throw Odd() } else { 1 } }.count())
        #expect(found?.message == "canonical form [[a1, a0]]: it's odd")
    }

    @Test(arguments: JobShape.some) func streamThatThrows_namesElementAndIndex(shape: JobShape) throws {
        let outcomes = try shape.job.outcomes { context in
            context.stream(of: Integers(0..<3000).filter { if $0 == 2222 { throw Odd() } else { true } }).forEach { _ in
            }
            try context.execute()
        }
        let error = told(outcomes)
        #expect(error?.message == "element 2222, 2222: it's odd")
    }

    @Test(arguments: [1, 2, 3]) func deadline_givesWhatThereIs(ranks: Int) throws {
        let endless = Integers(0..<Int.max).filter { $0 % 2 == 0 }
        let answer = try JobShape(ranks: ranks, threads: 2).answer(within: .milliseconds(50), endless.count())
        let count = try #require(answer.value)
        #expect(!answer.isComplete && answer.lookedAt > 0 && answer.share < 1e-3)
        #expect(abs(count * 2 - answer.lookedAt) <= 2 * 1000 * answer.lookedAt.bitWidth)
        #expect("\(answer)".contains("elements looked at"))
    }

    @Test func deadlineInThePast_looksAtNothing() throws {
        let answer = try Integers(0..<1000).count().run(.local(), within: .zero)
        #expect(answer.value == 0 && answer.lookedAt == 0 && !answer.isComplete)
    }

    @Test func deadlineThatIsntReached_changesNothing() throws {
        let answer = try Integers(0..<1000).count().run(.local(), within: .seconds(1000))
        #expect(answer.value == 1000 && answer.isComplete && "\(answer)" == "1000")
    }

    /// What is behind it is passed over, on all ranks: looking at all of it would take years.
    @Test(arguments: [1, 2, 3]) func first_endsTheRunOfADomainWithoutEnd(ranks: Int) throws {
        let shape = JobShape(ranks: ranks, threads: 2)
        let large = Integers(0..<Int.max).filter { $0 > 100_000 && $0 % 1009 == 8 }
        #expect(try shape.value(large.first()) == 100_908)
        let huge = Subsets(of: Integers(0..<100)).filter { $0.count == 2 && $0[0] == 3 }
        #expect(try shape.value(huge.take(2)) == [[3, 4], [3, 5]])
        #expect(try shape.value(Integers(0..<100).random(seed: 4).filter { $0 == 17 }.first()) == 17)
    }

    /// The subtree that has it isn't searched to its end, in which there are millions of forms.
    @Test func firstCanonicalForm_endsItsSubtree() throws {
        let forms = try Subsets(of: Atoms(9) * Integers(0..<9)).canonicalForms()
        let answer = try forms.take(3).run(.local())
        #expect(answer.value?.map(\.count) == [81, 80, 80] && answer.lookedAt < 100_000)
    }

    @Test func runInARun_isRefused() throws {
        let inner = Integers(0..<3)
        let found = try error(
            JobShape(ranks: 1, threads: 1),
            Integers(0..<5).map { _ in try inner.count().run(.local()).value ?? 0 }.count())
        #expect(found?.code == .graph && found?.message.contains("`elements`") == true)
        // Going through it is no run.
        #expect(
            try Integers(0..<5).map { _ in Array(inner.elements).count }.fold(
                0, local: { $0 += $1 }, global: { $0 += $1 }
            ).run(.local()).value == 15)
    }

    @Test func ranksWithDifferentDomains_areTold() throws {
        let outcomes = try SimulatedJob(ranks: 2, seed: 1).outcomes { context in
            try Integers(0..<(context.rank == 0 ? 10 : 11)).count().run(context).value
        }
        let error = #expect(throws: JobError.self) { try outcomes[0].get() }
        #expect(error?.code != .user)
    }
}
