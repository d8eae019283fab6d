import Testing

@testable import Dataflow

struct FrontierTests {
    private func mark(_ pass: UInt64, _ watermark: Int64, _ activity: Mark.Activity = .active) -> Mark {
        Mark(pass: pass, level: 0, watermark: watermark, activity: activity)
    }

    @Test func time_goesOnlyForward() {
        var frontier = Frontier()
        #expect(frontier.advance(to: mark(0, 10)) == mark(0, 10))
        #expect(frontier.advance(to: mark(0, 5)) == nil)
        #expect(frontier.advance(to: mark(0, 10)) == nil)
        #expect(frontier.advance(to: mark(0, 11)) == mark(0, 11))
    }

    @Test func idleInputs_keepWhatWasReached() {
        var frontier = Frontier()
        _ = frontier.advance(to: mark(0, 10))
        #expect(frontier.advance(to: mark(0, .max, .idle)) == mark(0, 10, .idle))
        // One of them wakes, behind what was reached without it.
        #expect(frontier.advance(to: mark(0, 3)) == mark(0, 10))
    }

    @Test func nextPass_startsItsTimeAnew() {
        var frontier = Frontier()
        _ = frontier.advance(to: mark(0, 10))
        #expect(frontier.advance(to: mark(1, .min)) == mark(1, .min))
        #expect(frontier.advance(to: mark(0, 20)) == nil)
        #expect(frontier.advance(to: mark(2, .max, .idle)) == mark(2, .min, .idle))
    }

    @Test func end_isTheLastWord() {
        var frontier = Frontier()
        #expect(frontier.advance(to: .end) == .end)
        #expect(frontier.advance(to: .end) == nil)
    }
}
