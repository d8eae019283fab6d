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
                    for number in 0..<500 { sender.sendWhenStarted(number) }
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
                for number in 0..<1000 { sender.sendWhenStarted(feeder * 1000 + number) }
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
                    for number in 0..<12 { sender.sendWhenStarted("record \(number)") }
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

    @Test
    func fullChannelBeforeTheStart_throws() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: String.self, capacity: 2)
        let all = stream.collect()
        try sender.send("a")
        try sender.send("b")
        #expect(throws: ChannelError.fullBeforeStart) { try sender.send("c") }
        sender.finish()
        #expect(throws: ChannelError.finished) { try sender.send("d") }
        try context.execute()
        #expect(all.value == ["a", "b"])
    }

    @Test
    func channelWithoutRoom_isRefused() throws {
        let context = StreamContext(.local(1))
        let (stream, sender) = context.channel(of: Int.self, capacity: 0)
        stream.forEach { _ in }
        #expect(throws: ChannelError.fullBeforeStart) { try sender.send(1) }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
        #expect(error?.operator == "channel (#0)")
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
        #expect(errors == ["", ChannelError.onAnotherRank.description])
    }
}

extension ChannelSender {
    /// Sends, and while the channel is full before its job has started, tries again.
    fileprivate func sendWhenStarted(_ record: Element) {
        while true {
            do {
                return try send(record)
            } catch .fullBeforeStart {
                Thread.sleep(forTimeInterval: 0.0001)
            } catch {
                return
            }
        }
    }
}
