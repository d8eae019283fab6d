/// How far several senders have come: the sending replicas of an edge on one rank, or the inputs of an operator.
///
/// A pure state machine: marks of single senders go in, the smallest of them comes out. An idle sender holds nobody back:
/// it counts as one that has come to the end of its pass's time.
struct MarkBoard {
    private var marks: [Mark]

    init(senders: Int) { marks = Array(repeating: .start, count: senders) }

    /// The smallest mark of all senders; nil if there are none.
    var least: Mark? {
        marks.map { mark in
            guard mark.activity == .idle else { return mark }
            return Mark(pass: mark.pass, level: mark.level, watermark: .max, activity: .idle)
        }.min()
    }

    func mark(of sender: Int) -> Mark { marks[sender] }

    /// Notes what `sender` promises.
    mutating func publish(_ mark: Mark, sender: Int) {
        precondition(
            mark.pass >= marks[sender].pass && marks[sender].activity != .ended,
            "sender \(sender) takes back \(marks[sender]) with \(mark)")
        marks[sender] = mark
    }
}
