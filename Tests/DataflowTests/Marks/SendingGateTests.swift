import Testing

@testable import Dataflow

struct SendingGateTests {
    private static func time(_ watermark: Int64, pass: UInt64 = 0) -> Mark {
        Mark(pass: pass, watermark: watermark, activity: .active)
    }

    @Test func time_isSaidWhenThereIsNothingBetterToDo() {
        var gate = SendingGate()
        let isHeld = gate.offer(Self.time(3))
        #expect(!isHeld)
        let whileBusy = gate.due(isIdle: false, now: SendingGate.timeInterval)
        let whenIdle = gate.due(isIdle: true, now: 0)
        #expect(whileBusy == nil && whenIdle == Self.time(3))
    }

    @Test func time_isSaidAfterItsInterval_evenWhileThereIsMuchToDo() {
        var gate = SendingGate()
        _ = gate.offer(Self.time(3))
        let due = gate.due(isIdle: false, now: SendingGate.timeInterval + 1)
        #expect(due == Self.time(3))
    }

    @Test func timeThatIsSaid_isSaidOnce() {
        var gate = SendingGate()
        _ = gate.offer(Self.time(3))
        gate.hasSaid(Self.time(3), at: 10)
        let due = gate.due(isIdle: true, now: .max)
        let isHeld = gate.offer(Self.time(3))
        #expect(due == nil && !isHeld)
    }

    @Test func laterTime_takesThePlaceOfAnEarlierOne() {
        var gate = SendingGate()
        _ = gate.offer(Self.time(3))
        _ = gate.offer(Self.time(4))
        let due = gate.due(isIdle: true, now: 0)
        #expect(due == Self.time(4))
    }

    @Test func endOfAPass_goesWhenItIsSaid() {
        var gate = SendingGate()
        _ = gate.offer(Self.time(3))
        let end = Self.time(.min, pass: 1)
        let isHeld = gate.offer(end)
        #expect(isHeld)
        gate.hasSaid(end, at: 1)
        #expect(gate.passes.current == 1)
        // What was to be said of time in the pass before is of no use now.
        let due = gate.due(isIdle: true, now: .max)
        let isHeldStill = gate.offer(end)
        #expect(due == nil && !isHeldStill)
    }

    @Test func whoWasIdle_saysAtOnceThatItIsNot() {
        var gate = SendingGate()
        gate.hasSaid(Mark(pass: 0, watermark: 3, activity: .idle), at: 1)
        let isHeld = gate.offer(Self.time(3))
        #expect(isHeld)
    }
}
