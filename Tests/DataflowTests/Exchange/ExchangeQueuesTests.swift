import Testing
import Threading

@testable import Dataflow

struct ExchangeQueuesTests {
    private func frame(_ count: Int) -> OutgoingFrame {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
        return OutgoingFrame(
            sender: 0, receiver: 1, records: 1, pass: 0, bytes: UnsafeRawBufferPointer(bytes), owner: FrameMemory(bytes)
        )
    }

    private func queues(bytes: Int, edges: Int = 2, size: Int = 3) -> ExchangeQueues {
        ExchangeQueues(
            edges: edges, size: size, rank: 0,
            budget: ExchangeBudget(asked: bytes, edges: edges, size: size, threads: 1), senders: Sleepers([]))
    }

    /// Takes all frames out.
    private func drain(_ queues: ExchangeQueues, peer: Int) -> [Int] {
        var order: [Int] = []
        queues.withOutboxes(for: peer) { edge, outbox in
            while outbox.frames.first != nil {
                outbox.removeFirst()
                order.append(edge)
            }
            return false
        }
        return order
    }

    @Test(arguments: [1, 3, 1 << 20], [1, 3]) func emptyQueues_needNoRound(bytes: Int, size: Int) {
        #expect(queues(bytes: bytes, edges: 0, size: size).need == .nothing)
        #expect(queues(bytes: bytes, edges: 1, size: size).need == .nothing)
    }

    @Test func outboxes_areEmptiedFromTheEndOfTheJob() {
        let queues = queues(bytes: 1 << 20)
        queues.append(frame(10), edge: 0, peer: 1)
        queues.append(frame(10), edge: 1, peer: 1)
        queues.append(frame(10), edge: 1, peer: 2)
        #expect(drain(queues, peer: 1) == [1, 0])
        #expect(drain(queues, peer: 2) == [1])
    }

    @Test func share_isOpenWhateverOthersHold() {
        let queues = queues(bytes: 1)
        while queues.hasRoom(edge: 0, peer: 1) { queues.append(frame(16 << 10), edge: 0, peer: 1) }
        for (edge, peer) in [(0, 2), (1, 1), (1, 2)] { #expect(queues.hasRoom(edge: edge, peer: peer)) }
        #expect(!queues.hasRoom(edge: 0, peer: 1))
        _ = drain(queues, peer: 1)
        #expect(queues.hasRoom(edge: 0, peer: 1))
    }

    @Test func whatOthersLeave_isOpenToo() {
        let queues = queues(bytes: 2 << 20)
        var bytes = 0
        while queues.hasRoom(edge: 0, peer: 1) {
            queues.append(frame(64 << 10), edge: 0, peer: 1)
            bytes += 64 << 10
        }
        #expect(bytes == 2 << 20)
        #expect(queues.peakBytes == 2 << 20)
    }

    @Test func overdraft_opensOneShareMore() {
        let queues = queues(bytes: 1)
        while queues.hasRoom(edge: 0, peer: 1) { queues.append(frame(64 << 10), edge: 0, peer: 1) }
        queues.overdraw(edge: 0)
        #expect(queues.hasRoom(edge: 0, peer: 1))
        queues.append(frame(64 << 10), edge: 0, peer: 1)
        while queues.hasRoom(edge: 0, peer: 1) { queues.append(frame(64 << 10), edge: 0, peer: 1) }
        var limits: [UInt64] = []
        queues.announceLimits { edge, peer, limit in if edge == 0, peer == 1 { limits.append(limit) } }
        #expect(limits == [2 * 64 << 10])
    }

    @Test func framesAndMarks_needARoundUntilOneBegins() {
        let queues = queues(bytes: 1 << 20)
        #expect(queues.need == .nothing)
        queues.markCame()
        #expect(queues.need == .little)
        queues.beginRound()
        #expect(queues.need == .nothing)
        queues.append(frame(1), edge: 0, peer: 1)
        #expect(queues.need == .little)
        queues.beginRound()
        queues.creditCame()
        #expect(queues.need == .little, "a frame still waits for the credit that came")
    }

    @Test func framesThatFillARound_needItAtOnce() {
        let budget = ExchangeBudget(asked: 1 << 20, edges: 2, size: 3, threads: 1)
        let queues = queues(bytes: 1 << 20)
        queues.append(frame(budget.segmentBytes - 1), edge: 0, peer: 1)
        #expect(queues.need == .little)
        queues.append(frame(1), edge: 1, peer: 2)
        #expect(queues.need == .much)
        queues.beginRound()
        #expect(queues.need == .nothing, "what found no credit waits for it, and not for a round")
        queues.append(frame(1), edge: 0, peer: 1)
        #expect(queues.need == .little)
        queues.creditCame()
        #expect(queues.need == .much)
    }

    @Test func senderThatWaits_needsARoundAtOnce() {
        let queues = queues(bytes: 1)
        while queues.hasRoom(edge: 0, peer: 1) { queues.append(frame(1000), edge: 0, peer: 1) }
        #expect(queues.need == .much)
    }

    @Test func credit_needsARoundWhenItIsWorthOne() {
        let queues = queues(bytes: 1)
        queues.returnCredit(1000, edge: 0, peer: 1)
        #expect(queues.need == .nothing)
        queues.returnCredit(20_000, edge: 0, peer: 1)
        #expect(queues.need == .little)
        queues.returnCredit(50_000, edge: 1, peer: 2)
        #expect(queues.need == .much)
        queues.announceLimits { _, _, _ in }
        #expect(queues.need == .nothing)
    }

    @Test func marks_waitForTheFramesBeforeThem() {
        let queues = queues(bytes: 1 << 20)
        queues.append(frame(10), edge: 0, peer: 1)
        queues.append(frame(10), edge: 0, peer: 2)
        let behind = queues.appended(edge: 0)
        queues.append(frame(10), edge: 0, peer: 2)
        #expect(!queues.hasSent(behind, edge: 0))
        _ = drain(queues, peer: 1)
        #expect(!queues.hasSent(behind, edge: 0))
        _ = drain(queues, peer: 2)
        #expect(queues.hasSent(behind, edge: 0))
    }
}
