import Foundation
import Renoir
import RenoirTestKit
import Synchronization
import Testing

/// Windows of real time, which a test moves, and sources that are quiet.
@Suite(.timeLimit(.minutes(5))) struct ArrivalTimeTests {
    @Test(arguments: [(1, 1), (2, 2)])
    func windowsClose_withoutRecords(ranks: Int, threads: Int) throws {
        let clock = ManualClock(at: .seconds(100))
        let seen = Mutex<[Windowed<TimeSpan, [Int]>]>([])
        let isInTime = Atomic<Bool>(false)
        _ = try SimulatedJob(ranks: ranks, threads: threads, seed: 3).run { context in
            let (stream, sender) = context.channel(of: Int.self, capacity: 16)
            stream.withArrivalTimes(clock: clock.clock).windowAll(.tumbling(.seconds(10))).collect()
                .forEach { window in seen.withLock { $0.append(window) } }
            if context.rank == 0 {
                Thread {
                    try? sender.send(1)
                    // The record has its time when the clock has moved on without a window: it's in the one that closes then.
                    while seen.withLock({ $0.isEmpty }), !Self.isOver {
                        clock.advance(by: .seconds(1))
                        Thread.sleep(forTimeInterval: 0.001)
                    }
                    isInTime.store(seen.withLock { $0.map(\.value) } == [[1]], ordering: .relaxed)
                    sender.finish()
                }.start()
            }
            try context.execute()
        }
        let wasInTime = isInTime.load(ordering: .relaxed)
        #expect(wasInTime)
        let values = seen.withLock { $0.map(\.value) }
        #expect(values == [[1]])
    }

    private static let deadline = Date(timeIntervalSinceNow: 60)
    private static var isOver: Bool { Date() > deadline }

    @Test func quietWorker_holdsNobodysTimeBack() throws {
        let isInTime = Atomic<Bool>(false)
        let seen = Mutex<[Int]>([])
        _ = try SimulatedJob(ranks: 2, threads: 1, seed: 4).run { context in
            let (quiet, silence) = context.channel(of: Int.self, capacity: 4)
            let (lively, sender) = context.channel(of: Int.self, capacity: 16)
            let timed = quiet.withTimestamps(
                { .seconds(Int64($0)) }, watermarks: .monotonous.idle(after: .milliseconds(1)))
            timed.merge(lively.withTimestamps({ .seconds(Int64($0)) }, watermarks: .monotonous))
                .windowAll(.tumbling(.seconds(10))).sum { $0 }
                .forEach { window in seen.withLock { $0.append(window.value) } }
            if context.rank == 0 {
                Thread {
                    for number in [1, 2, 25] { try? sender.send(number) }
                    while seen.withLock({ $0.isEmpty }), !Self.isOver { Thread.sleep(forTimeInterval: 0.001) }
                    isInTime.store(seen.withLock { $0 } == [3], ordering: .relaxed)
                    sender.finish()
                    silence.finish()
                }.start()
            }
            try context.execute()
        }
        let wasInTime = isInTime.load(ordering: .relaxed)
        #expect(wasInTime)
        let values = seen.withLock { $0 }
        #expect(values == [3, 25])
    }

    @Test(arguments: Shape.few)
    func ownWatermarks_closeWindows(shape: Shape) throws {
        let results = try shape.collect { context in
            context.stream(of: [1, 2, 11, 12, 3, 21])
                // Every second one says how far time is; one that goes back says nothing.
                .withTimestamps({ .seconds(Int64($0)) }, state: 0) { count, number, time in
                    count += 1
                    return count % 2 == 0 ? time : nil
                }
                .windowAll(.tumbling(.seconds(10))).collect()
        }
        // All come in one batch, so the promise comes behind them: none is late.
        #expect(results.map(\.value) == [[1, 2, 3], [11, 12], [21]])
    }
}
