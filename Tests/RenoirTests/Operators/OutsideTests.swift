import Records
import Renoir
import RenoirTestKit
import Synchronization
import Testing
import Threading

/// Operators that work with tasks and threads beside the job.
@Suite(.timeLimit(.minutes(5))) struct OutsideTests {
    struct Refused: Error {}

    @Test(arguments: Shape.few, [1, 4])
    func mapAsync_keepsOrder(shape: Shape, concurrency: Int) throws {
        let numbers = try shape.collect { context in
            context.stream(of: 0..<200).mapAsync(concurrency: concurrency) { number in
                for _ in 0..<number % 7 { await Task.yield() }
                return number * 2
            }
        }
        #expect(numbers == (0..<200).map { $0 * 2 })
    }

    @Test(arguments: Shape.few)
    func mapAsync_withoutOrder_losesNothing(shape: Shape) throws {
        let numbers = try shape.collect { context in
            context.parallelStream(0..<300).mapAsync(concurrency: 5, keepsOrder: false) { number in
                for _ in 0..<number % 11 { await Task.yield() }
                return number
            }.shuffle()
        }
        #expect(numbers.sorted() == Array(0..<300))
    }

    /// So many tasks at a time, and no more.
    @Test func mapAsync_boundsTasks() throws {
        let running = Atomic(0)
        let most = Atomic(0)
        let context = StreamContext(.local(1))
        let count = context.stream(of: 0..<100).mapAsync(concurrency: 3) { number in
            most.max(running.add(1, ordering: .relaxed).newValue, ordering: .relaxed)
            await Task.yield()
            running.subtract(1, ordering: .relaxed)
            return number
        }.collectCount()
        try context.execute()
        #expect(count.value == 100 && most.load(ordering: .relaxed) <= 3)
    }

    @Test func mapAsync_thatThrows_endsTheJob() throws {
        let context = StreamContext(.local(2))
        context.parallelStream(0..<100).mapAsync(concurrency: 4) { number in
            if number == 77 { throw Refused() }
            return number
        }.forEach { _ in }
        #expect(throws: JobError.self) { try context.execute() }
    }

    /// A watermark waits for the tasks before it.
    @Test(arguments: Shape.few)
    func mapAsync_keepsTimes(shape: Shape) throws {
        let numbers = try shape.collect { context in
            context.parallelStream(0..<200).withTimestamps({ .seconds($0) }, watermarks: .monotonous)
                .mapAsync(concurrency: 4, keepsOrder: false) { number in
                    for _ in 0..<number % 5 { await Task.yield() }
                    return number
                }.checkingTime()
        }
        #expect(numbers.count == 200)
    }

    @Test(arguments: Shape.few, [1, 7, 1000])
    func mapMemoized_callsOncePerKey(shape: Shape, capacity: Int) throws {
        let calls = Atomic(0)
        let numbers = try shape.collect { context in
            context.parallelStream(0..<1000).mapMemoized(capacity: capacity, by: { $0 % 10 }) { number in
                calls.add(1, ordering: .relaxed)
                return number % 10 * 3
            }
        }
        #expect(numbers.sorted() == (0..<1000).map { $0 % 10 * 3 }.sorted())
        if capacity == 1000 { #expect(calls.load(ordering: .relaxed) <= 10 * shape.ranks * shape.threads) }
    }

    @Test func collectChannel_isReadWhileTheJobRuns() throws {
        let context = StreamContext(.local(2))
        let numbers = context.stream(of: 0..<5000).map { $0 + 1 }.collectChannel(capacity: 8)
        let sum = Mutex(0)
        let reader = try EngineThread {
            while let number = try? numbers.next() { sum.withLock { $0 += number } }
        }
        try context.execute()
        reader.join()
        #expect(sum.withLock { $0 } == 5000 * 5001 / 2)
        #expect(try numbers.next() == nil)
    }

    @Test func collectChannel_isAnAsyncSequence() async throws {
        let context = StreamContext(.local(2))
        let numbers = context.parallelStream(0..<3000).collectChannel(capacity: 4)
        let reader = Task {
            var all: [Int] = []
            for try await number in numbers { all.append(number) }
            return all
        }
        try await context.execute()
        #expect(try await reader.value.sorted() == Array(0..<3000))
    }

    @Test func collectChannel_thatIsGivenUp_letsTheJobEnd() throws {
        let context = StreamContext(.local(1))
        do { _ = context.stream(of: sequence(first: 0) { $0 + 1 }).collectChannel(capacity: 2) }
        try context.execute()
    }

    @Test func collectChannel_ofAJobThatFails_throws() throws {
        let context = StreamContext(.local(1))
        let numbers = context.stream(of: 0..<10).map { number -> Int in
            if number == 3 { throw Refused() }
            return number
        }.collectChannel(capacity: 100)
        #expect(throws: JobError.self) { try context.execute() }
        #expect(throws: ChannelError.self) { while try numbers.next() != nil {} }
    }

    @Test(arguments: Shape.few)
    func asyncSequence_comesInOrder(shape: Shape) throws {
        let numbers = try shape.collect { context in
            context.stream(
                of: AsyncStream { continuation in
                    for number in 0..<500 { continuation.yield(number) }
                    continuation.finish()
                }, capacity: 16)
        }
        #expect(numbers == Array(0..<500))
    }

    @Test func asyncSequence_thatThrows_endsTheJob() throws {
        let context = StreamContext(.local(1))
        let numbers = AsyncThrowingStream<Int, any Error> { continuation in
            continuation.yield(1)
            continuation.finish(throwing: Refused())
        }
        context.stream(of: numbers, capacity: 4).forEach { _ in }
        #expect(throws: JobError.self) { try context.execute() }
    }

    @Test func asyncSequence_withoutEnd_isCancelled() throws {
        let context = StreamContext(.local(1))
        let numbers = AsyncStream {
            await Task.yield(); return Task.isCancelled ? nil : 1
        }
        let some = context.stream(of: numbers, capacity: 4).limit(10).collectCount()
        try context.execute()
        #expect(some.value == 10)
    }
}
