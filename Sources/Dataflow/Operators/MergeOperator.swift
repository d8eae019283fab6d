/// Puts the records of several streams of one block into one, in the order in which they come.
final class MergeOperator<Element>: Operator {
    private let inputs: [Link<Element>]
    private let output: Link<Element>
    @exclusivity(unchecked) private var marks: InputMarks
    /// The input that is asked first, so that none is left behind.
    @exclusivity(unchecked) private var turn = 0

    init(_ node: Node, inputs: [Link<Element>], output: Link<Element>) {
        self.inputs = inputs
        self.output = output
        marks = InputMarks(inputs: inputs.count)
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard output.hasRoom else { return false }
        for offset in inputs.indices {
            let place = (turn + offset) % inputs.count
            guard inputs[place].isReady(eagerness) else { continue }
            turn = place + 1
            let batch = inputs[place].batch
            output.batch.append(min(batch.count, output.batch.capacity - output.batch.end), of: batch, moving: true)
            return true
        }
        guard let mark = marks.take(from: inputs) else { return false }
        output.mark = mark
        isFinished = mark.activity == .ended
        return true
    }
}

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
