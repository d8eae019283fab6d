import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct IterateTests {
    @Test(arguments: Shape.all)
    func iterate_leadsRecordsBack(shape: Shape) throws {
        let records = try shape.collect { context in
            context.parallelStream(0..<100).iterate(upTo: 5) { numbers in numbers.map { $0 * 2 + 1 } }
        }
        #expect(records.sorted() == (0..<100).map { ($0 + 1) * 32 - 1 })
    }

    @Test(arguments: Shape.few)
    func iterate_endsWhenNothingIsLeft(shape: Shape) throws {
        let results = try shape.job.run { context in
            let (state, records) = context.parallelStream(1...64).iterate(
                upTo: 1000, state: [Int](), into: 0, local: { count, _ in count += 1 },
                global: { (counts: inout [Int], count: Int) in
                    // As many values as there are workers come in an iteration; what they are together is what counts.
                    counts.append(count)
                }, while: { (counts: inout [Int]) in counts.suffix(shape.ranks * shape.threads).reduce(0, +) > 0 }
            ) { numbers, _ in numbers.filter { $0.isMultiple(of: 2) }.map { $0 / 2 }.shuffle() }
            let (states, rest) = (state.collect(), records.collect())
            try context.execute()
            return (states.value, rest.value)
        }
        let workers = shape.ranks * shape.threads
        let counts = try #require(results[0].0?.first)
        try #require(counts.count.isMultiple(of: workers), "\(counts)")
        let sums = stride(from: 0, to: counts.count, by: workers).map { counts[$0..<$0 + workers].reduce(0, +) }
        #expect(sums == [32, 16, 8, 4, 2, 1, 0])
        #expect(results[0].1 == [])
    }

    @Test(arguments: Shape.few)
    func iterateWithoutAState_endsWhenNothingIsLeft(shape: Shape) throws {
        let iterations = try shape.collect { context in
            context.parallelStream(1...64).iterate(
                upTo: 1000, state: (left: 0, iterations: 0), into: 0, local: { count, _ in count += 1 },
                global: { (state: inout (left: Int, iterations: Int), count: Int) in state.left += count },
                while: { state in
                    defer { state = (0, state.iterations + 1) }
                    return state.left > 0
                }
            ) { numbers, _ in numbers.filter { $0.isMultiple(of: 2) }.map { $0 / 2 } }.state.map { $0.iterations }
        }
        #expect(iterations == [7])
        let rest = try shape.collect { context in
            context.parallelStream(1...64).iterate(upTo: .max) { numbers in
                numbers.filter { $0.isMultiple(of: 2) }.map { $0 / 2 }
            }
        }
        #expect(rest == [])
    }

    @Test(arguments: Shape.few)
    func iterate_ofSeveralPasses_startsAnewInEach(shape: Shape) throws {
        let records = try shape.collect { context in
            context.scripted { replica, _ -> [StreamEvent<Int>] in
                let pass = (0..<3).map { pass in replica == 0 ? [StreamEvent.record(pass * 10, at: .seconds(1))] : [] }
                return pass[0] + [.endOfPass(level: 0)] + pass[1] + [.endOfPass(level: 0)] + pass[2]
            }.iterate(upTo: 4) { numbers in numbers.map { $0 + 1 }.shuffle() }
        }
        #expect(records.sorted() == [4, 14, 24])
    }

    /// Each record makes others that come back: the head takes them all, whatever the ranks may hold of exchanges.
    @Test(arguments: Shape.few)
    func body_thatMultipliesRecords_needsNoOverdraft(shape: Shape) throws {
        var job = shape.job
        job.exchangeBytes = 4 << 10
        let results = try job.run { context in
            let rest = context.parallelStream(0..<3).iterate(upTo: 4) { numbers in
                numbers.flatMap { number in (0..<10).lazy.map { number * 10 + $0 } }.shuffle()
            }.collect()
            let summary = try context.execute()
            return (rest.value, summary.overdrafts)
        }
        #expect(results[0].0?.sorted() == Array(0..<30_000))
        #expect(results.allSatisfy { $0.1 == 0 })
    }

    /// Paths in a graph whose edges come from outside of the loop, again in each iteration.
    @Test(arguments: Shape.all)
    func streamFromOutside_isGivenInEachIteration(shape: Shape) throws {
        let records = try shape.collect { context in
            let outside = context.stream(of: 0..<7)
            return context.parallelStream([0]).iterate(upTo: 3) { numbers in
                numbers.merge(outside).reduceAssociative { $0 + $1 }
            }
        }
        #expect(records == [63])
    }

    @Test(arguments: Shape.few)
    func streamFromOutside_isGivenInALoopInALoop(shape: Shape) throws {
        let records = try shape.collect { context in
            let outside = context.parallelStream(0..<7)
            return context.stream(of: [0]).iterate(upTo: 2) { numbers in
                numbers.merge(outside).iterate(upTo: 3) { inner in
                    inner.merge(outside).reduceAssociative { $0 + $1 }
                }
            }
        }
        // Inner: x → x + 21 three times, of which the first also has the 21 of the outer body.
        #expect(records == [2 * 84])
    }

    @Test(arguments: Shape.few)
    func iterate_insideAReplay_agreesWithPlainSwift(shape: Shape) throws {
        let states = try shape.collect { context in
            context.parallelStream(0..<10).replay(
                upTo: 3, state: 1, into: 0, local: { $0 += $1 }, global: { $0 += $1 }
            ) { numbers, state in
                numbers.iterate(upTo: 4) { inner in inner.map { $0 + state.value }.shuffle() }
            }
        }
        var state = 1
        for _ in 0..<3 { state += 45 + 10 * 4 * state }
        #expect(states == [state])
    }

    @Test func sinkInABody_keepsTheJobFromStarting() {
        let error = #expect(throws: JobError.self) {
            let context = StreamContext.local()
            _ = context.stream(of: 0..<3).iterate(upTo: 2) { numbers in
                numbers.forEach { _ in }
                return numbers
            }.collect()
            try context.execute()
        }
        #expect(error?.message.contains("the body of a loop has no sinks") == true)
    }

    @Test func streamOfABody_usedOutside_keepsTheJobFromStarting() {
        let error = #expect(throws: JobError.self) {
            let context = StreamContext.local()
            var inner: DataStream<Int>?
            _ = context.stream(of: 0..<3).iterate(upTo: 2) { numbers in
                inner = numbers.map { $0 + 1 }
                return inner!
            }.collect()
            _ = inner!.collect()
            try context.execute()
        }
        #expect(error?.message.contains("used outside of it") == true)
    }

    @Test func loopWhoseResultsNobodyTakes_keepsTheJobFromStarting() {
        let error = #expect(throws: JobError.self) {
            let context = StreamContext.local()
            _ = context.stream(of: 0..<3).iterate(upTo: 2) { numbers in numbers }
            try context.execute()
        }
        #expect(error?.message.contains("nobody takes its records") == true)
    }
}
