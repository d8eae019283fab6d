/// How far the inputs of one operator have come together.
///
/// An input that has come to the end of a pass keeps its mark, and so takes no records of the next pass, until all inputs
/// have come there.
struct InputMarks {
    private var board: MarkBoard
    private var frontier = Frontier()
    private let inputs: Int
    /// What a single input says is what all of them say.
    private var only: Mark?

    init(inputs: Int) {
        self.inputs = inputs
        board = MarkBoard(senders: inputs)
    }

    /// The pass that all inputs are in.
    private var pass: UInt64 { frontier.mark.pass }

    /// Whether an input has come to the end of the pass that the others are in.
    func isAtEnd(_ input: Int) -> Bool { board.mark(of: input).pass > pass }

    /// Takes the mark of `input`, which has no records left; one that stayed may be offered again.
    ///
    /// - Returns: Whether it may go.
    mutating func offer(_ mark: Mark, input: Int) -> Bool {
        guard inputs > 1 else {
            only = mark
            return true
        }
        if board.mark(of: input) != mark { board.publish(mark, sender: input) }
        return mark.pass == pass
    }

    /// Whether a mark that stayed may go.
    func isDone(with mark: Mark) -> Bool { mark.pass <= pass }

    /// How far all inputs have come, if that is news.
    mutating func advance() -> Mark? {
        guard inputs > 1 else {
            defer { only = nil }
            return only
        }
        return board.least.flatMap { frontier.advance(to: $0) }
    }
}
