import Dataflow
import Foundation
import Renoir
import RenoirTestKit
import Testing

/// Time gets through, and not only at the end: all sources say how far they are, and then keep their streams open until
/// every worker behind the operators has seen it.
@Suite(.timeLimit(.minutes(10))) struct WatermarkTests {
    private static let time = Timestamp.seconds(50)

    private static let jobs = [(1, 1), (1, 3), (2, 2), (3, 1), (4, 2)].flatMap { ranks, threads in
        (0..<3).map { SimulatedJob(ranks: ranks, threads: threads, seed: $0) }
    }

    @Test(arguments: MarkTests.Movement.allCases)
    func watermark_reachesAllWorkers(movement: MarkTests.Movement) throws {
        for job in Self.jobs {
            try expectTime(in: job) { context, watch in
                let streams = (0..<2).map { _ in context.keptOpen(until: watch) { _ in Self.time } }
                if movement != .merge && movement != .mergeBehindShuffle { streams[1].forEach { _ in } }
                return movement.apply(to: streams[0], and: streams[1])
            }
        }
    }

    @Test func watermark_reachesAllWorkers_throughZip() throws {
        for job in Self.jobs {
            try expectTime(in: job) { context, watch in
                let streams = (0..<2).map { _ in context.keptOpen(until: watch) { _ in Self.time } }
                return streams[0].zip(streams[1].shuffle()).map { $0.0 + $0.1 }.shuffle()
            }
        }
    }

    @Test(arguments: MarkTests.Movement.allCases)
    func idleReplica_holdsNobodysTimeBack(movement: MarkTests.Movement) throws {
        // Where nothing moves, a worker with an idle source hears nothing.
        for job in Self.jobs where job.ranks * job.threads > 1 && movement != .none && movement != .merge {
            try expectTime(in: job) { context, watch in
                let streams = (0..<2).map { _ in context.keptOpen(until: watch) { $0 == 0 ? nil : Self.time } }
                if movement != .mergeBehindShuffle { streams[1].forEach { _ in } }
                return movement.apply(to: streams[0], and: streams[1])
            }
        }
    }

    @Test func replicaThatIsBehind_holdsEverybodysTimeBack() throws {
        let watch = WatermarkWatch(workers: 4, time: Self.time, patience: .milliseconds(100))
        try watch.run(SimulatedJob(ranks: 2, threads: 2, seed: 1)) { context in
            context.keptOpen(until: watch) { Timestamp.seconds($0 == 0 ? 49 : 50) }.shuffle()
        }
        #expect(watch.missing == [0, 1, 2, 3])
    }

    private func expectTime(
        in job: SimulatedJob,
        _ pipeline: @escaping @Sendable (StreamContext, WatermarkWatch) -> DataStream<Int>
    ) throws {
        let watch = WatermarkWatch(workers: job.ranks * job.threads, time: Self.time, patience: .seconds(60))
        try watch.run(job) { pipeline($0, watch) }
        try #require(watch.missing.isEmpty, "\(job.ranks) × \(job.threads), seed \(job.seed): workers \(watch.missing)")
    }
}

/// Which workers have seen that time has come to a point.
private final class WatermarkWatch: @unchecked Sendable {
    private let time: Timestamp
    private let deadline: ContinuousClock.Instant
    private let lock = NSLock()
    private var unseen: Set<Int>

    init(workers: Int, time: Timestamp, patience: Duration) {
        self.time = time
        deadline = .now + patience
        unseen = Set(0..<workers)
    }

    var missing: [Int] { lock.withLock { unseen.sorted() } }

    /// Whether all have seen it, or won't.
    var isOver: Bool { missing.isEmpty || ContinuousClock.now > deadline }

    /// Runs the pipeline, and looks at the watermarks behind it.
    func run(_ job: SimulatedJob, _ pipeline: @escaping @Sendable (StreamContext) -> DataStream<Int>) throws {
        _ = try job.run { context in
            pipeline(context).custom(
                "watch", state: { $0.index },
                onBatch: { cursor, _, _, _ in cursor.consumed = cursor.available },
                onMark: { cursor, _, worker in
                    if !cursor.isEndOfPass { self.see(cursor.inputWatermark, worker: worker.pointee) }
                }
            ).forEach { (_: Int) in }
            try context.execute()
        }
    }

    private func see(_ watermark: Int64, worker: Int) {
        // What comes with the end of the sources is no news.
        guard watermark >= time.nanoseconds, !isOver else { return }
        _ = lock.withLock { unseen.remove(worker) }
    }
}

extension StreamContext {
    /// A source of which every worker gives one record, then says how far time has come, or that it is idle if `time`
    /// gives nothing, and ends when the watch is over.
    fileprivate func keptOpen(
        until watch: WatermarkWatch, time: @escaping @Sendable (_ replica: Int) -> Timestamp?
    ) -> DataStream<Int> {
        add(
            SourceNode(
                name: "keptOpen", replication: .everyWorker, isTimed: true,
                makeState: { replica, _ in (time: time(replica.index), hasSpoken: false) },
                emission: { cursor, output, state in
                    cursor.isPending = true
                    cursor.isIdle = state.pointee.time == nil
                    guard let time = state.pointee.time, !state.pointee.hasSpoken else {
                        cursor.isPending = !watch.isOver
                        return
                    }
                    (output + cursor.produced).initialize(to: Int(time.nanoseconds % 97))
                    cursor.outputTimes![cursor.produced] = time.nanoseconds
                    cursor.produced += 1
                    cursor.watermark = time.nanoseconds
                    state.pointee.hasSpoken = true
                }))
    }
}
