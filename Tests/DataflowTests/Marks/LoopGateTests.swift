import Testing

@testable import Dataflow

/// A line of the table of a loop's head each.
struct LoopGateTests {
    private static func pass(_ number: UInt64, level: UInt8 = 0) -> Mark {
        Mark(pass: number, level: level, watermark: .min, activity: .active)
    }

    @Test func headWhoseOuterPassHasEnded_givesIterationsUntilThereIsNone() {
        var gate = LoopHeadGate(level: 1)
        #expect(gate.phase == .taking)
        let atOnce = gate.offerOuter(Self.pass(1))
        #expect(atOnce == nil)
        #expect(gate.phase == .giving && gate.iteration == 1 && gate.pass == 0)
        let first = gate.given()
        #expect(first == Self.pass(1, level: 1))
        #expect(gate.phase == .waiting)
        gate.answered(goesOn: true)
        #expect(gate.phase == .giving && gate.iteration == 2 && gate.pass == 1)
        let second = gate.given()
        #expect(second == Self.pass(2, level: 1))
        gate.answered(goesOn: false)
        #expect(gate.phase == .leaving)
        // The body hears of a pass without records; those behind the loop hear what the outer stream has said.
        let marks = gate.gone()
        #expect(marks == LoopHeadGate.Marks(inner: Self.pass(3), outer: Self.pass(1)))
        #expect(gate.phase == .taking)
    }

    @Test func headWhoseStreamHasEnded_givesIterations_thenTheEnd() {
        var gate = LoopHeadGate(level: 1)
        let atOnce = gate.offerOuter(.end)
        #expect(atOnce == nil && gate.phase == .giving)
        _ = gate.given()
        gate.answered(goesOn: false)
        let marks = gate.gone()
        #expect(marks == LoopHeadGate.Marks(inner: .end, outer: .end))
    }

    @Test func headWhoseEnclosingLoopHasEnded_hasNoIteration() {
        var gate = LoopHeadGate(level: 2)
        let marks = gate.offerOuter(Self.pass(1, level: 0))
        #expect(marks == LoopHeadGate.Marks(inner: Self.pass(1), outer: Self.pass(1)))
        #expect(gate.phase == .taking && gate.iteration == 0)
        let atOnce = gate.offerOuter(Self.pass(2, level: 1))
        #expect(atOnce == nil && gate.phase == .giving)
    }

    @Test func timeOfTheOuterStream_isNoNews() {
        var gate = LoopHeadGate(level: 1)
        let marks = gate.offerOuter(Mark(pass: 0, watermark: 7, activity: .active))
        #expect(marks == nil && gate.phase == .taking)
    }

    @Test func exit_passesOnWhatMeansSomethingOutside() {
        var gate = LoopExitGate(level: 1)
        let heard = [
            Mark(pass: 0, watermark: 5, activity: .active), Self.pass(1, level: 1), Self.pass(2, level: 1),
            Self.pass(3), Self.pass(4, level: 1), Self.pass(5), .end,
        ].map { gate.offer($0) }
        #expect(heard == [nil, nil, nil, Self.pass(1), nil, Self.pass(2), .end])
    }
}
