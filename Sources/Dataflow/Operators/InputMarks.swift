/// How far the inputs of one operator have come together.
///
/// An input that has come to the end of a pass keeps its mark, and so takes no records of the next pass, until all inputs
/// have come there.
struct InputMarks {
    private var board: MarkBoard
    private var frontier = Frontier()
    private var isEnded: [Bool]

    init(inputs: Int) {
        board = MarkBoard(senders: inputs)
        isEnded = Array(repeating: false, count: inputs)
    }

    /// The pass that all inputs are in.
    var pass: UInt64 { frontier.mark.pass }

    /// Whether an input has come to the end of the pass that the others are in.
    func isAtEnd(_ input: Int) -> Bool { board.mark(of: input).pass > pass }

    /// Takes the marks of inputs without records.
    ///
    /// - Returns: The mark of all of them together, if it's news.
    mutating func take(from links: [AnyLink]) -> Mark? {
        for (place, link) in links.enumerated() where link.isEmpty && !isEnded[place] {
            guard let mark = link.mark else { continue }
            board.publish(mark, sender: place)
            isEnded[place] = mark.activity == .ended
            if mark.pass == frontier.mark.pass { link.mark = nil }
        }
        guard let mark = frontier.advance(to: board.least!) else { return nil }
        for link in links where link.mark.map({ $0.pass <= mark.pass }) ?? false { link.mark = nil }
        return mark
    }
}
