import Testing

@testable import Dataflow

struct LinkTests {
    private func link(records: Int) -> Link<Int> {
        let link = Link<Int>(capacity: 4, isTimed: false)
        link.batch.base.initialize(repeating: 0, count: records)
        link.batch.end = records
        return link
    }

    @Test func hasRoom_fullBatch_isFalse() {
        #expect(link(records: 3).hasRoom)
        #expect(!link(records: 4).hasRoom)
    }

    @Test func hasRoom_markWaits_isFalse() {
        let link = link(records: 0)
        link.mark = .start
        #expect(!link.hasRoom)
    }

    @Test(arguments: [(0, false), (1, false), (2, true), (4, true)])
    func isReady_onlyFullBatches_asksForHalf(records: Int, isReady: Bool) {
        #expect(link(records: records).isReady(.fullBatches) == isReady)
    }

    @Test(arguments: [(0, false), (1, true)]) func isReady_anything_asksForOne(records: Int, isReady: Bool) {
        #expect(link(records: records).isReady(.anything) == isReady)
    }

    @Test func isReady_markBehindOneRecord_isTrue() {
        let link = link(records: 1)
        link.mark = .end
        #expect(link.isReady(.fullBatches))
    }
}
