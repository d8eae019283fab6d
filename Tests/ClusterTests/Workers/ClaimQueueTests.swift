import Testing

@testable import Cluster

@Suite struct ClaimQueueTests {
    private var queue = ClaimQueue<Int>()

    @Test mutating func programs_haveTheWorkerOneAfterTheOther_inTheirOrder() {
        #expect(queue.ask(1) == true)
        #expect(queue.ask(2) == false)
        #expect(queue.ask(3) == false)
        #expect(queue.ask(2) == false)
        #expect(queue.ask(1) == true)
        #expect(queue.leave(1) == true)
        #expect(queue.holder == nil)
        #expect(queue.clear() == 2)
        #expect(queue.leave(2) == true)
        #expect(queue.clear() == 3)
        #expect(queue.leave(3) == true)
        #expect(queue.clear() == nil)
        #expect(queue.ask(4) == true)
    }

    @Test mutating func nobody_hasTheWorkerBeforeItIsClear() {
        #expect(queue.ask(1) == true)
        #expect(queue.leave(1) == true)
        #expect(queue.ask(2) == false)
        #expect(queue.isClearing)
        #expect(queue.clear() == 2)
    }

    @Test mutating func programThatWaitsNoMore_isLeftOut() {
        #expect(queue.ask(1) == true)
        #expect(queue.ask(2) == false)
        #expect(queue.ask(3) == false)
        #expect(queue.leave(2) == false)
        #expect(queue.leave(7) == false)
        #expect(queue.leave(1) == true)
        #expect(queue.clear() == 3)
    }
}
