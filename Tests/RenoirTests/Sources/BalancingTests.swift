import Foundation
import Renoir
import RenoirTestKit
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct BalancingTests {
    @Test(arguments: Shape.all)
    func dynamicRange_givesEachNumberOnce(shape: Shape) throws {
        for count in [0, 1, 2, 50, 4000] {
            let numbers = try shape.collect { $0.parallelStream(-7..<count - 7, balancing: .dynamic).map { $0 &* 3 } }
            #expect(numbers.sorted() == (-7..<count - 7).map { $0 * 3 }, "\(shape), \(count)")
        }
    }

    @Test(arguments: Shape.all)
    func dynamicCollections_mixWithOtherSources(shape: Shape) throws {
        let texts = (0..<500).map { "text \($0)" }
        let found = try shape.collect { context in
            let fixed = context.parallelStream(0..<300).map { "text \($0 % 5)" }
            let single = context.stream(of: 0..<40).map { "text \($0 % 5)" }.shuffle()
            let words = context.parallelStream(texts, balancing: .dynamic).merge(fixed).shuffle()
            let letters = context.parallelStream(Int8(0)..<100, balancing: .dynamic).map { _ in "x" }
            return words.merge(single).merge(letters.shuffle())
        }
        let expected = texts + (0..<340).map { "text \($0 < 300 ? $0 % 5 : ($0 - 300) % 5)" }
        #expect(found.sorted() == (expected + Array(repeating: "x", count: 100)).sorted())
    }

    /// One closure doesn't end before all the other elements are worked off, wherever they were: those that its worker had are taken
    /// by others, on its rank and on the other ranks.
    @Test(arguments: [1, 2, 3, 4, 7], [0, 250, 499])
    func elementThatTakesLong_holdsUpNoOther(ranks: Int, slow: Int) throws {
        let counts = Counts()
        // With a sink on each worker: one that is on the worker of the slow closure would hold the others up.
        _ = try SimulatedJob(ranks: ranks, threads: ranks == 1 ? 2 : 1, seed: UInt64(slow)).run { context in
            context.parallelStream(0..<500, balancing: .dynamic).forEach { number in
                counts.numbers.withLock { $0.append(number) }
                if number == slow { counts.waitForOthers(499) } else { counts.workOnOne() }
            }
            try context.execute()
        }
        #expect(counts.numbers.withLock { $0.sorted() } == Array(0..<500))
        let isLate = counts.isLate.load(ordering: .relaxed)
        #expect(!isLate)
    }

    private final class Counts: Sendable {
        let numbers = Mutex([Int]())
        let done = Atomic<Int>(0)
        let isLate = Atomic<Bool>(false)

        /// Takes half a millisecond, so that elements are taken one by one.
        func workOnOne() {
            let end = ContinuousClock.now + .microseconds(500)
            while ContinuousClock.now < end {}
            done.add(1, ordering: .relaxed)
        }

        /// Waits until so many elements are done; not for ever.
        func waitForOthers(_ count: Int) {
            let deadline = ContinuousClock.now + .seconds(30)
            while done.load(ordering: .relaxed) < count {
                guard ContinuousClock.now < deadline else { return isLate.store(true, ordering: .relaxed) }
                sched_yield()
            }
        }
    }

    @Test(arguments: [1, 2, 3]) func closureThatThrows_endsTheJob(ranks: Int) throws {
        struct Refused: Error {}
        let outcomes = try SimulatedJob(ranks: ranks, threads: 2, seed: 5).outcomes { context in
            context.parallelStream(0..<3000, balancing: .dynamic).forEach { if $0 == 2999 { throw Refused() } }
            try context.execute()
        }
        for outcome in outcomes {
            let error = #expect(throws: JobError.self) { try outcome.get() }
            #expect(error?.code == .user)
        }
    }

    @Test func rangeOfMoreThanIntCounts_isRefused() {
        let context = StreamContext(.local(2))
        context.parallelStream(Int.min..<Int.max, balancing: .dynamic).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph && error?.operator == "parallelStream (#0)")
    }

    /// The largest that can be counted is handed out: the job ends by its closure, not by an overflow.
    @Test(arguments: [1, 3]) func largestRange_begins(ranks: Int) throws {
        struct Enough: Error {}
        let outcomes = try SimulatedJob(ranks: ranks, threads: 2, seed: 9).outcomes { context in
            context.parallelStream(Int.min..<(-1), balancing: .dynamic)
                .forEach { if $0 > .min + 100 { throw Enough() } }
            try context.execute()
        }
        let error = #expect(throws: JobError.self) { try outcomes[0].get() }
        #expect(error?.code == .user)
    }

    /// Ranks that disagree about it don't start.
    @Test func ranksThatBalanceDifferently_areTold() throws {
        let outcomes = try SimulatedJob(ranks: 2, seed: 1).outcomes { context in
            context.parallelStream(0..<10, balancing: context.rank == 0 ? .static : .dynamic).forEach { _ in }
            try context.execute()
        }
        let error = #expect(throws: JobError.self) { try outcomes[0].get() }
        #expect(error?.code == .graph)
    }
}
