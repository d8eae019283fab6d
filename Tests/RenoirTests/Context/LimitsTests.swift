import Renoir
import RenoirTestKit
import Testing

/// Jobs at the edges of what the engine bounds.
@Suite(.timeLimit(.minutes(10))) struct LimitsTests {
    @Test func framesLargerThanTheirCredit_passInPieces() throws {
        var job = SimulatedJob(ranks: 3, threads: 1, seed: 4)
        job.batchBytes = 64 << 10
        job.exchangeBytes = 1 << 20
        let results = try job.run { context in
            var lines = context.parallelStream(0..<20_000).map { number in
                ByteString("\(number)" + String(repeating: "x", count: 150))
            }
            for _ in 0..<8 { lines = lines.shuffle() }
            let count = lines.collectCount()
            try context.execute()
            return count.value
        }
        #expect(results[0] == 20_000)
    }

    @Test func descriptionOfAVeryLongPipeline_isComparedAllTheSame() throws {
        let results = try SimulatedJob(ranks: 2, threads: 1, seed: 1).run { context in
            var numbers = context.parallelStream(0..<100)
            for _ in 0..<300 { numbers = numbers.map { $0 } }
            let count = numbers.collectCount()
            try context.execute()
            return count.value
        }
        #expect(results[0] == 100)
    }

    @Test func independentPipelines_shareTheirWorker() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: Int.self, capacity: 10)
        // The second pipeline ends only when the first one has got its record.
        stream.forEach { _ in sender.finish() }
        context.parallelStream { _, _ in UntilFinished(sender: sender) }.forEach { _ in }
        try sender.send(1)
        try context.execute()
    }

    @Test func sumOfHugeSources_doesNotOverflow() throws {
        let results = try SimulatedJob(ranks: 2, threads: 1, seed: 2).outcomes { context in
            struct Enough: Error {}
            context.stream(of: 0..<Int.max).forEach { if $0 > 10_000 { throw Enough() } }
            context.stream(of: 0..<Int.max).forEach { _ in }
            try context.execute()
        }
        for result in results { #expect(throws: JobError.self) { try result.get() } }
    }

    @Test func times_startAnewInEachPass() throws {
        let results = try SimulatedJob(ranks: 2, threads: 2, seed: 3).run { context in
            let twice = context.scripted { _, _ -> [StreamEvent<Int>] in
                let records = (0..<100).map { StreamEvent.record($0, at: .seconds(0)) }
                return records + [.endOfPass(level: 1)] + records
            }
            let timed = twice.withTimestamps({ .seconds(Int64($0)) }, watermarks: .monotonous)
            let counts = timed.checkingTime().shuffle().checkingTime().count().collect()
            try context.execute()
            return counts.value
        }
        #expect(results[0] == [400, 400])
    }

    @Test func settingsOutOfRange_areConfigurationErrors() throws {
        var broken = [RuntimeConfig.local(1), .local(1), .local(1), .local(0), .local(-3)]
        broken[0].threads = 0
        broken[1].batchBytes = 0
        broken[2].silenceTimeout = .zero
        for config in broken {
            let context = StreamContext(config)
            context.stream(of: 0..<3).forEach { _ in }
            let error = #expect(throws: JobError.self) { try context.execute() }
            #expect(error?.code == .configuration)
        }
    }

    @Test func kernelThatDoesNothing_isAnErrorInsteadOfAJobThatStandsStill() throws {
        let context = StreamContext(.local(1))
        context.stream(of: 0..<100).custom(
            "lazy", state: { _ in () }, onBatch: { (_, _, _: UnsafeMutablePointer<Int>, _) in }
        ).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.operator == "lazy (#1)")
    }

    /// Breaks the rules of cursors, each in a way of its own.
    enum Breach: CaseIterable {
        case pendsForEver, putsTooMany, takesBack

        func emit(_ cursor: inout Cursor) {
            switch self {
            case .pendsForEver: cursor.isPending = true
            case .putsTooMany: cursor.produced = cursor.capacity + 1
            case .takesBack: cursor.produced -= 1
            }
        }
    }

    @Test(arguments: Breach.allCases)
    func emissionThatBreaksItsRules_isAnError(breach: Breach) throws {
        let context = StreamContext(.local(1))
        context.stream(of: 0..<100).custom(
            "greedy", state: { _ in () },
            onBatch: { (cursor, input, _: UnsafeMutablePointer<String>, _) in cursor.consumed = cursor.available },
            onMark: { cursor, _, _ in breach.emit(&cursor) }
        ).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .user)
        #expect(error?.operator == "greedy (#1)")
    }

    /// An emission that needs more room than there is at the moment is called again.
    @Test func emissionThatWaitsForRoom_getsIt() throws {
        var config = RuntimeConfig.local(1)
        config.batchBytes = 1
        let context = StreamContext(config)
        let pairs = context.stream(of: 0..<15).custom(
            "pairs", state: { _ in 0 },
            onBatch: { cursor, input, output, _ in
                let count = cursor.runLength
                (output + cursor.produced).moveInitialize(from: input + cursor.consumed, count: count)
                cursor.consumed += count
                cursor.produced += count
            },
            onMark: { (cursor: inout Cursor, output: UnsafeMutablePointer<Int>, emitted: UnsafeMutablePointer<Int>) in
                cursor.isPending = true
                guard cursor.capacity - cursor.produced >= 2 else { return }
                (output + cursor.produced).initialize(repeating: 100 + emitted.pointee, count: 2)
                cursor.produced += 2
                emitted.pointee += 1
                cursor.isPending = emitted.pointee < 30
            }
        ).collect()
        try context.execute()
        #expect(pairs.value == Array(0..<15) + (0..<30).flatMap { [100 + $0, 100 + $0] })
    }

    /// Nobody knows which records such a kernel has left alive, so they are not released: these stay reachable.
    private static let records = (0..<100).map { "record \($0), which is not small" }

    @Test(arguments: [-1, 1, 1000])
    func kernelThatCountsWrong_isAnError(excess: Int) throws {
        let context = StreamContext(.local(1))
        context.stream(of: Self.records).custom(
            "greedy", state: { _ in () },
            onBatch: { (cursor, _, _: UnsafeMutablePointer<String>, _) in
                if excess < 0 { cursor.consumed = excess } else { cursor.consumed = cursor.available + excess }
            }
        ).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .user)
        #expect(error?.operator == "greedy (#1)")
    }
}

/// Numbers for as long as a channel takes records.
private struct UntilFinished: Sequence, IteratorProtocol {
    let sender: ChannelSender<Int>
    var number = 0

    mutating func next() -> Int? {
        number += 1
        guard number.isMultiple(of: 1000) else { return number }
        do {
            try sender.send(number)
            return number
        } catch {
            return nil
        }
    }
}
