import TestSupport
import Testing

@testable import Dataflow

struct MarkTests {
    private func random(_ dice: inout TextDice) -> Mark {
        let watermarks: [Int64] = [
            .min, .min + 1, -1, 0, 1, .max - 1, .max, Int64.random(in: .min ... .max, using: &dice),
        ]
        let passes: [UInt64] = [0, 1, Mark.lastPass - 1, Mark.lastPass, .random(in: 0...Mark.lastPass, using: &dice)]
        return Mark(
            pass: passes.randomElement(using: &dice)!, level: UInt8.random(in: 0...Mark.deepestLevel, using: &dice),
            watermark: watermarks.randomElement(using: &dice)!,
            activity: Mark.Activity(rawValue: UInt8.random(in: 0...2, using: &dice))!)
    }

    private func key(_ mark: Mark) -> (UInt64, UInt8, Int64, UInt8) {
        (mark.pass, mark.level, mark.watermark, mark.activity.rawValue)
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func packed_randomMarks_comeBack(seed: UInt64) {
        var dice = TextDice(seed: seed)
        for _ in 0..<500 {
            let mark = random(&dice)
            #expect(Mark(packed: mark.packed) == mark, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func packed_randomMarks_areOrderedAsTheyAre(seed: UInt64) {
        var dice = TextDice(seed: seed)
        for _ in 0..<500 {
            let (left, right) = (random(&dice), random(&dice))
            #expect((left.packed < right.packed) == (key(left) < key(right)), "seed \(seed)")
        }
    }

    @Test func packed_neutralWord_isNoMark() { #expect(Mark(packed: .max) == nil) }

    @Test(arguments: 0..<20 as Range<UInt64>) func start_randomMarks_isTheSmallest(seed: UInt64) {
        var dice = TextDice(seed: seed)
        for _ in 0..<100 { #expect(Mark.start <= random(&dice), "seed \(seed)") }
    }

    @Test func end_markOfAnEarlierPass_isSmaller() {
        #expect(Mark(pass: Mark.lastPass - 1, level: 15, watermark: .max, activity: .ended) < .end)
    }

    @Test func nextPass_ofAMark_isLarger() {
        let mark = Mark(pass: 3, level: 2, watermark: .max, activity: .idle)
        #expect(mark.nextPass(level: 0) > mark)
    }
}
