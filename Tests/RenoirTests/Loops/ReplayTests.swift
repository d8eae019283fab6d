import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(10))) struct ReplayTests {
    private struct Refusal: Error {}

    @Test(arguments: Shape.few, [1, 2, 5, 15])
    func replay_seesTheStateOfTheIterationBefore(shape: Shape, iterations: Int) throws {
        let states = try shape.collect { context in
            context.parallelStream(0..<5).replay(
                upTo: iterations, state: 1, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
            ) { numbers, state in numbers.map { $0 * state.value } }
        }
        var state = 1
        for _ in 0..<iterations { state += 10 * state }
        #expect(states == [state])
    }

    @Test(arguments: Shape.few)
    func replay_endsWhenItIsTold(shape: Shape) throws {
        let states = try shape.collect { context in
            context.stream(of: 0..<5).replay(
                upTo: 1000, state: 1, into: 0, local: { $0 += $1 }, global: { $0 += $1 }, while: { $0 < 1000 }
            ) { numbers, state in numbers.map { $0 * state.value }.shuffle() }
        }
        #expect(states == [1331])
    }

    /// Every worker sees the state of its iteration on records that came from any other.
    @Test(arguments: Shape.few + [Shape(ranks: 2, threads: 1, seed: 5), Shape(ranks: 7, threads: 1, seed: 6)])
    func state_isThereBeforeAnyRecordOfItsIteration(shape: Shape) throws {
        let states = try shape.collect { context in
            context.parallelStream(0..<50).replay(
                upTo: 20, state: 0, into: (0, true), local: { $0 = ($0.0 + 1, $0.1 && $1) },
                global: { state, delta in
                    if delta.1 { state += delta.0 } else { state = -1_000_000 }
                }
            ) { numbers, state in
                numbers.map { _ in state.value }.shuffle().map { $0 == state.value }
            }
        }
        #expect(states == [1000])
    }

    /// A body that makes much of little, with room for little: it doesn't stand still, and needs no more than it may have.
    @Test(arguments: Shape.few + [Shape(ranks: 2, threads: 1, seed: 5), Shape(ranks: 7, threads: 1, seed: 6)])
    func body_thatMultipliesRecords_needsNoOverdraft(shape: Shape) throws {
        var job = shape.job
        job.exchangeBytes = 4 << 10
        let results = try job.run { context in
            let sum = context.parallelStream(0..<20).replay(
                upTo: 2, state: 0, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
            ) { numbers, _ in
                numbers.flatMap { number in (0..<1000).lazy.map { _ in number } }.shuffle().groupBy { $0 % 7 }.values()
            }.collect()
            let summary = try context.execute()
            return (sum.value, summary.overdrafts)
        }
        #expect(results[0].0 == [2 * 190_000])
        #expect(results.allSatisfy { $0.1 == 0 })
    }

    @Test(arguments: Shape.all)
    func replay_ofSeveralPasses_startsAnewInEach(shape: Shape) throws {
        let states = try shape.collect { context in
            context.scripted { replica, _ -> [StreamEvent<Int>] in
                let records = (1...3).map { pass in replica == 0 ? [StreamEvent.record(pass, at: .seconds(1))] : [] }
                return records[0] + [.endOfPass(level: 0)] + records[1] + [.endOfPass(level: 0)] + records[2]
            }.replay(upTo: 4, state: 100, into: 0, local: { $0 += $1 }, global: { $0 += $1 }) { numbers, _ in numbers }
        }
        #expect(states == [104, 108, 112])
    }

    @Test(arguments: Shape.few)
    func limit_inABody_startsAnewInEachIteration(shape: Shape) throws {
        let states = try shape.collect { context in
            context.parallelStream(0..<500).replay(
                upTo: 6, state: [Int](), into: 0, local: { count, _ in count += 1 },
                global: { counts, count in counts.append(count) }
            ) { numbers, _ in numbers.limit(37) }.map { $0.reduce(0, +) }
        }
        #expect(states == [6 * 37])
    }

    @Test(arguments: Shape.few)
    func replay_insideAReplay_agreesWithPlainSwift(shape: Shape) throws {
        let states = try shape.collect { context in
            context.parallelStream(0..<10).replay(
                upTo: 2, state: 0, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
            ) { numbers, _ in
                numbers.replay(upTo: 2, state: 0, into: 0, local: { $0 += $1 }, global: { $0 += $1 }) { inner, _ in
                    inner
                }
            }
        }
        #expect(states == [180])
    }

    @Test(arguments: Shape.few)
    func replay_ofNothing_isTheStateThatGlobalMakes(shape: Shape) throws {
        let states = try shape.collect { context in
            context.stream(of: [Int]()).replay(
                upTo: 3, state: 7, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
            ) { numbers, _ in numbers.map { $0 + 1 } }
        }
        #expect(states == [7])
    }

    @Test(arguments: [Shape(ranks: 1, threads: 2, seed: 1), Shape(ranks: 3, threads: 2, seed: 2)])
    func closureThatThrows_endsTheJob(shape: Shape) {
        let error = #expect(throws: JobError.self) {
            try shape.collect { context in
                context.parallelStream(0..<10).replay(
                    upTo: 50, state: 0, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
                ) { numbers, state in
                    numbers.map { number in
                        if state.value > 1000 { throw Refusal() }
                        return number
                    }
                }
            }
        }
        #expect(error?.code == .user)
    }

    @Test func replay_withoutIterations_keepsTheJobFromStarting() {
        let error = #expect(throws: JobError.self) {
            let context = StreamContext.local()
            _ = context.stream(of: 0..<3).replay(
                upTo: 0, state: 0, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
            ) { numbers, _ in numbers }.collect()
            try context.execute()
        }
        #expect(error?.message.contains("one iteration is the least") == true)
    }
}
