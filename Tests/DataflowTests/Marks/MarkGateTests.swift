import Session
import Testing

@testable import Dataflow

struct MarkGateTests {
    /// What one input says, one mark after the other, and what each of them asks for.
    private func orders(
        traits: MarkGate.Traits = [], depth: UInt8 = 0, _ marks: [Mark]
    ) throws -> [Order?] {
        var gate = MarkGate(traits, depth: depth)
        return try marks.map { mark in
            offer(mark, 0, to: &gate, goes: true)
            return try gate.order()
        }
    }

    private func offer(_ mark: Mark, _ input: Int, to gate: inout MarkGate, goes: Bool) {
        let isGone = gate.offer(mark, input: input)
        #expect(isGone == goes)
    }

    private static func time(_ watermark: Int64, pass: UInt64 = 0, level: UInt8 = 0) -> Mark {
        Mark(pass: pass, level: level, watermark: watermark, activity: .active)
    }

    private static func idle(_ watermark: Int64, pass: UInt64 = 0) -> Mark {
        Mark(pass: pass, watermark: watermark, activity: .idle)
    }

    /// A line of the gate's table: what an operator with `traits` in `depth` loops does with `mark` behind time 3 of the first pass.
    struct Line: Sendable, CustomTestStringConvertible {
        var traits: MarkGate.Traits = []
        var depth: UInt8 = 0
        let mark: Mark
        let order: Order
        let testDescription: String
    }

    static let table: [Line] = [
        Line(mark: time(5), order: Order(forwards: time(5)), testDescription: "time"),
        Line(
            traits: .emitsAtEnd, mark: time(5), order: Order(forwards: time(5)),
            testDescription: "time, who emits at ends"),
        Line(
            traits: .emitsWithTime, mark: time(5), order: Order(emission: .time(5), forwards: time(5)),
            testDescription: "time, who emits with it"),
        Line(
            traits: .emitsWithTime, mark: time(3), order: Order(forwards: time(3)),
            testDescription: "the same time, who emits with it"),
        Line(traits: .makesTime, mark: time(5), order: Order(), testDescription: "time, who makes it"),
        Line(traits: .makesTime, mark: time(1), order: Order(), testDescription: "time that goes back, who makes it"),
        Line(mark: idle(3), order: Order(forwards: idle(3)), testDescription: "idle"),
        Line(
            traits: .emitsWithTime, mark: idle(3), order: Order(forwards: idle(3)),
            testDescription: "idle, who emits with time"),
        Line(
            traits: .makesTime, mark: idle(9), order: Order(forwards: idle(.min)),
            testDescription: "idle, who makes time"),
        Line(
            mark: time(.min, pass: 1, level: 2), order: Order(endedLevel: 2, forwards: time(.min, pass: 1, level: 2)),
            testDescription: "the end of a pass"),
        Line(
            traits: .emitsAtEnd, mark: time(.min, pass: 1, level: 2),
            order: Order(emission: .endOfPass, endedLevel: 2, forwards: time(.min, pass: 1, level: 2)),
            testDescription: "the end of a pass, who emits"),
        Line(
            traits: .makesTime, mark: time(.min, pass: 1, level: 2),
            order: Order(endedLevel: 2, forwards: time(.min, pass: 1, level: 2)),
            testDescription: "the end of a pass, who makes time"),
        Line(
            traits: .emitsAtEnd, depth: 2, mark: time(.min, pass: 1, level: 2),
            order: Order(emission: .endOfPass, endedLevel: 2, forwards: time(.min, pass: 1, level: 2)),
            testDescription: "the end of an iteration"),
        Line(
            traits: .emitsAtEnd, depth: 2, mark: time(.min, pass: 1, level: 1),
            order: Order(endedLevel: 1, forwards: time(.min, pass: 1, level: 1)),
            testDescription: "the end of a loop, behind that of its last iteration"),
        Line(
            mark: .end, order: Order(endedLevel: 0, completes: true, forwards: .end), testDescription: "the end"),
        Line(
            traits: .emitsAtEnd, mark: .end,
            order: Order(emission: .endOfPass, endedLevel: 0, completes: true, forwards: .end),
            testDescription: "the end, who emits"),
        Line(
            traits: .emitsAtEnd, depth: 1, mark: .end,
            order: Order(endedLevel: 0, completes: true, forwards: .end), testDescription: "the end, in a loop"),
    ]

    @Test(arguments: table)
    func mark_asksFor(line: Line) throws {
        #expect(try orders(traits: line.traits, depth: line.depth, [Self.time(3), line.mark]).last == line.order)
    }

    @Test(arguments: [time(2), time(4, pass: 1), time(9)])
    func markThatGoesBack_isAnInternalError(last: Mark) {
        let error = #expect(throws: JobError.self) {
            try orders([Self.time(3), Self.time(5, pass: last.watermark == 2 ? 0 : 1), last])
        }
        #expect(error?.code == .internal)
    }

    @Test func ownTime_isNewsOnlyWhenItGrows() {
        var gate = MarkGate(.makesTime)
        let earliestTime = gate.advance(to: .min)
        #expect(earliestTime == nil)
        let firstTime = gate.advance(to: 4)
        #expect(firstTime == Self.time(4))
        let sameTime = gate.advance(to: 4)
        #expect(sameTime == nil)
        let earlierTime = gate.advance(to: 2)
        #expect(earlierTime == nil)
        let laterTime = gate.advance(to: 5)
        #expect(laterTime == Self.time(5))
    }

    @Test func ownTime_endsIdleness() throws {
        var gate = MarkGate(.makesTime)
        _ = gate.advance(to: 4)
        offer(Self.idle(9), 0, to: &gate, goes: true)
        let order = try gate.order()
        #expect(order?.forwards == Self.idle(4))
        let time = gate.advance(to: 2)
        #expect(time == Self.time(4))
    }

    @Test func ownIdleness_isNewsOnceAndEndsWithTime() throws {
        var gate = MarkGate(.makesTime)
        _ = gate.advance(to: 4)
        #expect(gate.fallIdle() == Self.idle(4))
        #expect(gate.fallIdle() == nil)
        #expect(gate.advance(to: 3) == Self.time(4))
    }

    @Test func inputs_passWhenAllHaveComeThere() throws {
        var gate = MarkGate(inputs: 2)
        offer(Self.time(7), 0, to: &gate, goes: true)
        let firstOrder = try gate.order()
        #expect(firstOrder == nil)
        offer(Self.time(5), 1, to: &gate, goes: true)
        let secondOrder = try gate.order()
        #expect(secondOrder?.forwards == Self.time(5))
    }

    @Test func inputAtTheEndOfAPass_staysThereUntilAllHaveCome() throws {
        var gate = MarkGate(.emitsAtEnd, inputs: 2)
        let next = Self.time(.min, pass: 1, level: 1)
        offer(next, 0, to: &gate, goes: false)
        let firstOrder = try gate.order()
        #expect(firstOrder?.forwards == nil && gate.isAtEnd(0) && !gate.isAtEnd(1))
        offer(next, 0, to: &gate, goes: false)
        #expect(!gate.isDone(with: next))
        offer(next, 1, to: &gate, goes: false)
        let secondOrder = try gate.order()
        #expect(secondOrder == Order(emission: .endOfPass, endedLevel: 1, forwards: next))
        #expect(gate.isDone(with: next) && !gate.isAtEnd(0))
    }

    @Test func inputThatHasEnded_holdsNothingBack() throws {
        var gate = MarkGate(inputs: 2)
        offer(.end, 0, to: &gate, goes: false)
        offer(Self.time(5), 1, to: &gate, goes: true)
        let firstOrder = try gate.order()
        #expect(firstOrder?.forwards == Self.time(5))
        offer(.end, 0, to: &gate, goes: false)
        offer(.end, 1, to: &gate, goes: false)
        let secondOrder = try gate.order()
        #expect(secondOrder == Order(endedLevel: 0, completes: true, forwards: .end))
    }

    @Test func enough_holdsForItsPass() throws {
        var gate = MarkGate()
        let enough = Enough(pass: 0)
        #expect(gate.isCovered(by: enough) && !gate.isCovered(by: nil) && !gate.isCovered(by: Enough(pass: 1)))
        _ = gate.offer(Self.time(.min, pass: 1, level: 3), input: 0)
        _ = try gate.order()
        #expect(!gate.isCovered(by: enough) && gate.isCovered(by: Enough(pass: 0, level: 2)))
        _ = gate.offer(Self.time(.min, pass: 2, level: 2), input: 0)
        _ = try gate.order()
        #expect(!gate.isCovered(by: Enough(pass: 0, level: 2)) && gate.isCovered(by: Enough(pass: 1, level: 1)))
    }
}
