import RenoirTestKit
import Testing

@testable import Dataflow
@testable import Renoir

/// What bounds the memory of a job, and what happens when nobody can move any more.
@Suite(.timeLimit(.minutes(10))) struct BudgetTests {
    @Test func keyedState_beyondItsBudget_isAnErrorOnAllRanks() throws {
        let results = try SimulatedJob(ranks: 3, threads: 2, seed: 9).outcomes { context in
            _ = context.parallelStream(0..<1_000_000).groupBy { $0 }.fold(0) { $0 += $1 }.collectAll()
            try context.execute()
        } configured: {
            $0.stateBytes = 1 << 20
        }
        for result in results {
            let error = #expect(throws: JobError.self) { try result.get() }
            #expect(error?.code == .resources)
        }
    }

    @Test func workersThatNeedMoreThanThereIs_areNotStarted() throws {
        let results = try SimulatedJob(ranks: 3, threads: 2, seed: 9).outcomes { context in
            context.parallelStream(0..<10).shuffle().forEach { _ in }
            try context.execute()
        } configured: {
            if $0.rank == 1 { $0.memoryBytes = 1 << 20 }
        }
        for result in results {
            let error = #expect(throws: JobError.self) { try result.get() }
            #expect(error?.code == .resources && error?.rank == 1)
        }
    }

    /// Each worker sees all keys, and has no room for their counts: it hands on what it has counted.
    @Test func groupByCount_moreKeysThanAWorkerMayKeep_handsOnEarly() throws {
        let results = try SimulatedJob(ranks: 2, threads: 2, seed: 9).outcomes { context in
            let counts = context.parallelStream(0..<400_000).groupByCount { $0 % 200_000 }.collectAll()
            try context.execute()
            return counts.value ?? []
        } configured: {
            $0.stateBytes = 24 << 20
        }
        for result in results {
            let counts = try result.get()
            #expect(counts.count == 200_000 && counts.allSatisfy { $0.value == 2 })
        }
    }

    /// However little there is, a job either does with it or says what it needs.
    @Test(arguments: (0..<24).map { 1 << $0 })
    func countWithinAnyBudget_isRightOrAnErrorThatNamesIt(bytes: Int) throws {
        var config = RuntimeConfig.local(2)
        config.stateBytes = bytes
        let context = StreamContext(config)
        let counts = context.parallelStream(0..<20_000).groupByCount { $0 % 7 }.values().collect()
        do {
            try context.execute()
            #expect(counts.value?.reduce(0, +) == 20_000)
        } catch {
            #expect(error.code == .resources, "\(error)")
        }
    }

    @Test func summary_tellsPeaks() throws {
        let summaries = try SimulatedJob(ranks: 2, threads: 2, seed: 9).run { context in
            context.parallelStream(0..<100_000).groupBy { $0 % 1000 }.fold(0) { $0 += $1 }.forEach { _ in }
            return try context.execute()
        }
        #expect(summaries[0].peakExchangeBytes > 0 && summaries[0].peakExchangeBytes < 1 << 20)
        #expect(summaries[0].peakStateBytes >= 16_000)
        #expect(summaries[0].peakPooledBytes > 0)
        #expect(summaries[0].overdrafts == 0)
        #expect(summaries[0].peakStateBytes == summaries[1].peakStateBytes)
    }

    @Test func summaryOfOneProcess_tellsPeaksToo() throws {
        let context = StreamContext(.local(2))
        context.parallelStream(0..<100_000).groupBy { $0 % 1000 }.fold(0) { $0 += $1 }.forEach { _ in }
        let summary = try context.execute()
        #expect(summary.peakPooledBytes > 0 && summary.peakStateBytes > 0)
    }

    /// An operator that takes from its inputs in turn and stores nothing makes a job stand still that splits a stream and
    /// filters one half: that must be noticed, got over, and told.
    @Test(arguments: [1, 2]) func operatorThatRefusesInput_isGotOverByOverdrafts(ranks: Int) throws {
        let results = try lockstep(ranks: ranks, mostOverdrafts: 1000).map { try $0.get() }
        #expect(results.map(\.count).reduce(0) { $0 + ($1 ?? 0) } == lockstepRecords(ranks))
        let overdrafts = Set(results.map(\.overdrafts))
        #expect(overdrafts.count == 1 && !overdrafts.contains(0), "\(overdrafts)")
    }

    @Test(arguments: [1, 2, 3]) func jobThatStandsStill_endsWithAnErrorThatNamesWhoIsBlocked(ranks: Int) throws {
        for result in try lockstep(ranks: ranks, mostOverdrafts: 0) {
            let error = #expect(throws: JobError.self) { try result.get() }
            #expect(error?.code == .internal)
            // Of several ranks, only the one that reports it knows more than that it failed.
            if ranks == 1 { #expect(error?.message.contains("blocked on this rank: shuffle (#1)") ?? false) }
        }
    }

    @Test func jobThatStandsStillOnceMore_tellsHowOftenItWasLetGoOn() throws {
        // How far an overdraft gets depends on who runs when: these are records for many.
        let error = #expect(throws: JobError.self) {
            try lockstep(ranks: 1, mostOverdrafts: 2, records: 500_000)[0].get()
        }
        #expect(error?.message.hasPrefix("the job stands still after 2 overdrafts: all workers") ?? false)
    }

    /// A few batches more than all places between the ranks hold.
    private func lockstepRecords(_ ranks: Int) -> Int { ranks == 1 ? 46_000 : ranks * 15_000 }

    private func lockstep(
        ranks: Int, mostOverdrafts: Int, records: Int? = nil
    ) throws -> [Result<(count: Int?, overdrafts: Int), any Error>] {
        var job = SimulatedJob(ranks: ranks, threads: ranks == 1 ? 2 : 1, seed: 1)
        job.batchBytes = 16 << 10
        let records = records ?? lockstepRecords(ranks)
        return try job.outcomes { context in
            let numbers = context.stream(of: 0..<records)
            let (all, last) = (numbers.shuffle(), numbers.filter { $0 > records }.shuffle())
            let count = (all.add(LockstepNode(inputs: [all.port, last.port])) as DataStream<Int>).collectCount()
            let summary = try context.execute()
            return (count.value, summary.overdrafts)
        } configured: {
            $0.mostOverdrafts = mostOverdrafts
        }
    }
}

/// Passes its first input on when its second one has ended, and refuses it before.
private final class LockstepNode: Node, @unchecked Sendable {
    init(inputs: [Port]) {
        super.init(
            name: "lockstep", kind: .operator, inputs: inputs, replication: .everyWorker,
            outputs: [.records(of: Int.self)])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        LockstepOperator(self, inputs.map { $0 as! Link<Int> }, outputs[0] as! Link<Int>)
    }
}

private final class LockstepOperator: Operator {
    private let inputs: [Link<Int>]
    private let output: Link<Int>

    init(_ node: Node, _ inputs: [Link<Int>], _ output: Link<Int>) {
        self.inputs = inputs
        self.output = output
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard inputs[1].mark?.activity == .ended, output.hasRoom else { return false }
        let batch = inputs[0].batch
        if batch.count > 0 {
            output.batch.append(min(batch.count, output.batch.capacity - output.batch.end), of: batch, moving: true)
            return true
        }
        guard let mark = inputs[0].mark else { return false }
        output.mark = mark
        inputs[0].mark = nil
        isFinished = mark.activity == .ended
        return true
    }
}
