/// Gives every record of one stream to each of its consumers in the same block.
final class FanOutOperator<Element>: Operator {
    private let input: Link<Element>
    private let outputs: [Link<Element>]

    init(_ node: Node, input: Link<Element>, outputs: [Link<Element>]) {
        precondition(outputs.count > 1, "\(outputs.count) consumers need no fan-out")
        self.input = input
        self.outputs = outputs
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        guard outputs.allSatisfy({ $0.mark == nil }) else { return false }
        guard !input.isEmpty else { return passMark() }
        let room = outputs.map { $0.batch.capacity - $0.batch.end }.min()!
        let count = min(room, input.batch.count)
        guard count > 0, input.isReady(eagerness) else { return false }
        for output in outputs.dropLast() { output.batch.append(count, of: input.batch, moving: false) }
        outputs.last!.batch.append(count, of: input.batch, moving: true)
        return true
    }

    private func passMark() -> Bool {
        guard let mark = input.mark else { return false }
        for output in outputs { output.mark = mark }
        input.mark = nil
        isFinished = mark.activity == .ended
        return true
    }
}
