/// How far the sending replicas of one edge on one rank have come.
///
/// A pure state machine: marks of single senders go in, the smallest of them comes out when it has grown.
struct MarkBoard {
    private var marks: [Mark]
    /// The smallest mark of all senders; nil if the rank has none.
    private(set) var least: Mark?

    init(senders: Int) {
        marks = Array(repeating: .start, count: senders)
        least = marks.first
    }

    /// Notes what `sender` promises.
    ///
    /// - Returns: The new smallest mark, if it has grown.
    mutating func publish(_ mark: Mark, sender: Int) -> Mark? {
        precondition(mark >= marks[sender], "sender \(sender) takes back \(marks[sender]) with \(mark)")
        marks[sender] = mark
        let smallest = marks.min()!
        guard smallest > least! else { return nil }
        least = smallest
        return smallest
    }
}
