import TestSupport
import Testing

@testable import Dataflow

struct MarkBoardTests {
    private func time(_ watermark: Int64) -> Mark { Mark(pass: 0, watermark: watermark, activity: .active) }

    @Test func least_noSenders_isNil() { #expect(MarkBoard(senders: 0).least == nil) }

    @Test func least_atTheStart_isTheStart() { #expect(MarkBoard(senders: 3).least == .start) }

    @Test func least_activeSenders_isTheSmallest() {
        var board = MarkBoard(senders: 2)
        board.publish(time(9), sender: 0)
        board.publish(time(4), sender: 1)
        #expect(board.least == time(4))
    }

    @Test func least_idleSender_holdsNobodyBack() {
        var board = MarkBoard(senders: 2)
        board.publish(time(9), sender: 0)
        board.publish(Mark(pass: 0, watermark: 1, activity: .idle), sender: 1)
        #expect(board.least == time(9))
    }

    @Test func least_allEnded_isTheEnd() {
        var board = MarkBoard(senders: 2)
        for sender in 0..<2 { board.publish(.end, sender: sender) }
        #expect(board.least == .end)
    }

    @Test(arguments: 0..<30 as Range<UInt64>) func least_randomMarks_neverFalls(seed: UInt64) {
        var dice = TextDice(seed: seed)
        var board = MarkBoard(senders: 4)
        var marks = [Mark](repeating: .start, count: 4)
        var before = Mark.start
        for _ in 0..<300 {
            let sender = Int.random(in: 0..<4, using: &dice)
            let mark = marks[sender]
            marks[sender] =
                Int.random(in: 0..<8, using: &dice) == 0
                ? mark.nextPass(level: 0)
                : mark.advanced(to: Int64.random(in: mark.watermark ... .max / 2, using: &dice))
            board.publish(marks[sender], sender: sender)
            #expect(board.least == marks.min() && board.least! >= before, "seed \(seed)")
            before = board.least!
        }
    }
}
