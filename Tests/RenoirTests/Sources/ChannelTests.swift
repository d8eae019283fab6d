import Foundation
import Renoir
import RenoirTestKit
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct ChannelTests {
    @Test(arguments: Shape.all)
    func recordsOfAnotherThread_arriveInOrder(shape: Shape) throws {
        let results = try shape.job.run { context in
            let (stream, sender) = context.channel(of: Int.self, capacity: 16)
            let collected = stream.map { $0 * 2 }.collect()
            if context.rank == 0 {
                Thread {
                    for number in 0..<500 { try? sender.send(number) }
                    sender.finish()
                }.start()
            }
            try context.execute()
            return collected.value
        }
        let arrived = results[0] ?? []
        #expect(arrived.count == 500)
        #expect(arrived.elementsEqual((0..<500).map { $0 * 2 }))
    }

    @Test
    func recordsOfSeveralThreads_allArrive() throws {
        let context = StreamContext(.local(3))
        let (stream, sender) = context.channel(of: Int.self, capacity: 4)
        let sum = stream.shuffle().fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collect()
        let group = DispatchGroup()
        for feeder in 0..<4 {
            group.enter()
            Thread {
                for number in 0..<1000 { try? sender.send(feeder * 1000 + number) }
                group.leave()
            }.start()
        }
        Thread {
            group.wait()
            sender.finish()
        }.start()
        try context.execute()
        #expect(sum.value == [7_998_000])
    }

    @Test(arguments: [BatchMode.single, .fixed(records: 1)])
    func fullBatch_goesWhileTheStreamGoesOn(mode: BatchMode) throws {
        let arrived = Atomic<Int>(0)
        let arrivedInTime = Atomic<Bool>(false)
        _ = try SimulatedJob(ranks: 2, threads: 1, seed: 5).run { context in
            let (stream, sender) = context.channel(of: String.self, capacity: 16)
            stream.batchMode(mode).shuffle().forEach { _ in arrived.add(1, ordering: .relaxed) }
            if context.rank == 0 {
                Thread {
                    for number in 0..<12 { try? sender.send("record \(number)") }
                    let deadline = Date(timeIntervalSinceNow: 20)
                    while arrived.load(ordering: .relaxed) < 12, Date() < deadline {
                        Thread.sleep(forTimeInterval: 0.001)
                    }
                    arrivedInTime.store(arrived.load(ordering: .relaxed) == 12, ordering: .relaxed)
                    sender.finish()
                }.start()
            }
            try context.execute()
            return true
        }
        let isInTime = arrivedInTime.load(ordering: .relaxed)
        #expect(isInTime)
    }

    @Test(arguments: [1, 7, 1024])
    func recordsSentBeforeTheJobRuns_areNotLost(capacity: Int) throws {
        let count = 20_000
        let context = StreamContext(.local(2))
        let (stream, sender) = context.channel(of: Int.self, capacity: capacity)
        let all = stream.collect()
        let isFull = DispatchSemaphore(value: 0)
        let feeder = Feeder {
            for number in 0..<count {
                if number == capacity { isFull.signal() }
                try sender.send(number)
            }
            sender.finish()
        }
        isFull.wait()
        try context.execute()
        #expect(try feeder.error() == nil)
        #expect(all.value?.count == count)
        #expect(all.value?.elementsEqual(0..<count) == true)
    }

    @Test
    func fullChannelWhoseJobDoesNotStart_throwsInTime() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: String.self, capacity: 2, startTimeout: .milliseconds(1))
        let all = stream.collect()
        try sender.send("a")
        try sender.send("b")
        #expect(throws: ChannelError.notStarted) { try sender.send("c") }
        sender.finish()
        #expect(throws: ChannelError.finished) { try sender.send("d") }
        try context.execute()
        #expect(all.value == ["a", "b"])
    }

    @Test
    func channelWithoutRoom_isRefused() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: Int.self, capacity: 0, startTimeout: .zero)
        stream.forEach { _ in }
        #expect(throws: ChannelError.notStarted) { try sender.send(1) }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
        #expect(error?.operator == "channel (#0)")
        #expect(throws: ChannelError.jobEnded) { try sender.send(1) }
    }

    @Test
    func sendOnAnotherRank_throws() throws {
        let errors = try SimulatedJob(ranks: 2, threads: 1, seed: 3).run { context in
            let (stream, sender) = context.channel(of: Int.self, capacity: 2)
            stream.forEach { _ in }
            let error = Result { () throws(ChannelError) in try sender.send(1) }
            sender.finish()
            try context.execute()
            if case .failure(let error) = error { return error.description }
            return ""
        }
        #expect(errors == ["", ChannelError.otherRank.description])
    }

    // MARK: The end of a channel

    @Test
    func copiesOfASenderThatAreAllGone_endTheChannel() throws {
        let context = StreamContext(.local(2))
        let sum = feed(context, feeders: 3, records: 100).collect()
        try context.execute()
        #expect(sum.value?.sorted() == (0..<3).flatMap { _ in 0..<100 }.sorted())
    }

    /// A stream into which each of some threads sends; none of them says that it's the last.
    private func feed(_ context: StreamContext, feeders: Int, records: Int) -> DataStream<Int> {
        let (stream, sender) = context.channel(of: Int.self, capacity: 4)
        for _ in 0..<feeders { Feeder { for number in 0..<records { try sender.send(number) } } }
        return stream
    }

    @Test
    func senderThatIsGoneBeforeTheJobRuns_leavesWhatItSent() throws {
        let results = try SimulatedJob(ranks: 3, threads: 2, seed: 8).run { context in
            let all = try stream(of: 0..<5, in: context).shuffle().collect()
            try context.execute()
            return all.value?.sorted()
        }
        #expect(results == [[0, 1, 2, 3, 4], nil, nil])
    }

    @Test
    func senderThatNobodyUses_endsTheStreamOnAllRanks() throws {
        let results = try SimulatedJob(ranks: 3, threads: 1, seed: 9).run { context in
            let (stream, _) = context.channel(of: Int.self, capacity: 1)
            let count = stream.collectCount()
            try context.execute()
            return count.value
        }
        #expect(results == [0, nil, nil])
    }

    @Test
    func finishTwice_isOne() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: Int.self, capacity: 3)
        let all = stream.collect()
        let copy = sender
        try sender.send(1)
        sender.finish()
        copy.finish()
        try context.execute()
        copy.finish()
        #expect(all.value == [1])
        #expect(throws: ChannelError.finished) { try sender.send(2) }
    }

    // MARK: The end of the job

    @Test(arguments: [1, 2])
    func failureOfTheJob_endsAllSendersThatWait(ranks: Int) throws {
        struct Broken: Error {}
        let errors = try SimulatedJob(ranks: ranks, threads: 2, seed: 4).run { context -> [ChannelError?] in
            let (stream, sender) = context.channel(of: Int.self, capacity: 1)
            stream.shuffle().forEach { if $0 == 50 { throw Broken() } }
            guard context.rank == 0 else {
                #expect(throws: JobError.self) { try context.execute() }
                return []
            }
            let feeders = (0..<3).map { _ in Feeder { for number in 0... { try sender.send(number) } } }
            #expect(throws: JobError.self) { try context.execute() }
            #expect(throws: ChannelError.jobEnded) { try sender.send(0) }
            return try feeders.map { try $0.error() }
        }
        #expect(errors[0] == Array(repeating: ChannelError.jobEnded, count: 3))
    }

    @Test
    func jobThatIsRefusedBeforeItStarts_endsSendersThatWait() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: Int.self, capacity: 1)
        _ = stream.map { $0 + 1 }
        let feeder = Feeder { for number in 0... { try sender.send(number) } }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
        #expect(try feeder.error() == .jobEnded)
    }

    @Test
    func contextThatIsGone_endsSendersThatWait() throws {
        #expect(try feederOfAContextThatNeverRuns().error() == .jobEnded)
    }

    private func feederOfAContextThatNeverRuns() -> Feeder {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: Int.self, capacity: 1)
        stream.forEach { _ in }
        return Feeder { for number in 0... { try sender.send(number) } }
    }

    @Test
    func errors_areCaughtByPattern() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: Int.self, capacity: 1)
        stream.forEach { _ in }
        sender.finish()
        do {
            try throwingAnything { try sender.send(1) }
        } catch ChannelError.notStarted {
            Issue.record("it has another reason")
        } catch ChannelError.finished {
            return
        }
        Issue.record("nothing was thrown")
    }

    /// Forgets of which type the error is.
    private func throwingAnything(_ body: () throws -> Void) throws { try body() }
}

/// A stream of what a function sends that is over when the job starts.
private func stream(of numbers: Range<Int>, in context: StreamContext) throws -> DataStream<Int> {
    let (stream, sender) = context.channel(of: Int.self, capacity: numbers.count)
    if context.rank == 0 { for number in numbers { try sender.send(number) } }
    return stream
}

/// A thread that sends until it's through or is refused.
private final class Feeder: Sendable {
    /// Longer than any of them takes.
    private static let patience = 60.0

    private struct TooSlow: Error {}

    private let isOver = DispatchSemaphore(value: 0)
    private let outcome = Mutex<ChannelError?>(nil)

    @discardableResult
    init(_ body: @escaping @Sendable () throws -> Void) {
        Thread.detachNewThread { [self] in
            do { try body() } catch { outcome.withLock { $0 = error as? ChannelError } }
            isOver.signal()
        }
    }

    /// Why it was refused; waits until the thread has ended.
    func error() throws -> ChannelError? {
        guard isOver.wait(timeout: .now() + Self.patience) == .success else { throw TooSlow() }
        return outcome.withLock(\.self)
    }
}
