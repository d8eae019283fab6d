import Testing

@testable import Dataflow

struct StallDetectorTests {
    @Test func blockedEdge_getsOneMoreBatchAfterALongLook() {
        var stalls = StallDetector(patience: 5, mostOverdrafts: 2)
        for _ in 0..<4 { #expect(stalls.look(isStill: true, blockedEdge: 3) == nil) }
        #expect(stalls.look(isStill: true, blockedEdge: 3) == .overdraw(edge: 3))
        #expect(stalls.overdrafts == 1)
    }

    @Test func anyMovement_startsTheLookAnew() {
        var stalls = StallDetector(patience: 5, mostOverdrafts: 2)
        for look in 0..<100 { #expect(stalls.look(isStill: look % 5 != 4, blockedEdge: 0) == nil) }
    }

    @Test func tooManyOverdrafts_endTheJob() {
        var stalls = StallDetector(patience: 2, mostOverdrafts: 1)
        let verdicts = (0..<4).map { _ in stalls.look(isStill: true, blockedEdge: 0) }
        #expect(verdicts == [nil, .overdraw(edge: 0), nil, .giveUp])
    }

    @Test func nobodyBlockedByAnEdge_endsTheJobLater() {
        var stalls = StallDetector(patience: 2, mostOverdrafts: 1)
        for _ in 0..<19 { #expect(stalls.look(isStill: true, blockedEdge: nil) == nil) }
        #expect(stalls.look(isStill: true, blockedEdge: nil) == .giveUp)
    }
}
