/// How far all senders together have come, from marks of which some may be taken back.
///
/// Only an idle sender takes its mark back, when it wakes: what had been reached without it stays reached.
struct Frontier: Equatable {
    private(set) var mark = Mark.start

    /// Takes over the smallest mark of all senders.
    ///
    /// - Returns: The mark to hand on, if anything has changed.
    mutating func advance(to least: Mark) -> Mark? {
        let before = mark
        if least.activity == .ended {
            mark = least
        } else if least.pass > mark.pass {
            let watermark = least.activity == .idle ? Int64.min : least.watermark
            mark = Mark(pass: least.pass, level: least.level, watermark: watermark, activity: least.activity)
        } else if least.pass == mark.pass {
            // Where all are idle, nobody's time says anything.
            let watermark = least.activity == .idle ? mark.watermark : max(mark.watermark, least.watermark)
            mark = Mark(pass: mark.pass, level: mark.level, watermark: watermark, activity: least.activity)
        }
        return mark == before ? nil : mark
    }
}
