import Testing
import Threading

@testable import Dataflow

struct InboxTests {
    private func inbox(_ mostBatches: Int) -> Inbox {
        Inbox(mostBatches: mostBatches, receiver: Parker(), senders: Sleepers([]))
    }

    private func batch() -> Batch<Int> { Batch(capacity: 1, isTimed: false) }

    @Test func offer_moreThanMayWait_isRefusedUntilOneIsTaken() {
        let inbox = inbox(2)
        #expect(inbox.offer(batch(), from: 0) && inbox.offer(batch(), from: 0))
        #expect(!inbox.offer(batch(), from: 0))
        _ = inbox.take(allowsBatch: true)
        #expect(inbox.offer(batch(), from: 0))
    }

    @Test func append_marks_areNeverRefused() {
        let inbox = inbox(1)
        for _ in 0..<10 { inbox.append(Mark.start) }
        for _ in 0..<10 { #expect(inbox.take(allowsBatch: false) != nil) }
        #expect(inbox.take(allowsBatch: true) == nil)
    }

    @Test func take_batchNotAllowed_leavesItFirst() {
        let inbox = inbox(1)
        _ = inbox.offer(batch(), from: 0)
        inbox.append(Mark.end)
        #expect(inbox.take(allowsBatch: false) == nil)
        guard case .batch? = inbox.take(allowsBatch: true) else {
            Issue.record("the batch is gone")
            return
        }
        guard case .mark(.end)? = inbox.take(allowsBatch: false) else {
            Issue.record("the mark is gone")
            return
        }
    }

    @Test func inbox_severalSenders_keepsTheOrderOfEach() throws {
        let inbox = inbox(8)
        let threads = try (0..<3).map { sender in
            try EngineThread {
                for number in 0..<500 {
                    let batch = Batch<Int>(capacity: 2, isTimed: false)
                    batch.base.initialize(repeating: sender, count: 1)
                    (batch.base + 1).initialize(to: number)
                    batch.end = 2
                    while !inbox.offer(batch, from: 0) { EngineThread.yield() }
                }
            }
        }
        var next = [0, 0, 0]
        while next != [500, 500, 500] {
            guard case .batch(let any)? = inbox.take(allowsBatch: true), let batch = any as? Batch<Int> else {
                EngineThread.yield()
                continue
            }
            #expect(next[batch.base[0]] == batch.base[1])
            next[batch.base[0]] += 1
        }
        for thread in threads { thread.join() }
    }
}

private func ~= (left: Mark, right: Mark) -> Bool { left == right }
