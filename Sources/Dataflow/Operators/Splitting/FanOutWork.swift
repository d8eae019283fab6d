/// Gives every record of one stream to each of its consumers in the same block that needs it.
final class FanOutWork<Element>: OperatorWork {
    private let input: Link<Element>
    private let outputs: [Link<Element>]

    init(input: Link<Element>, outputs: [Link<Element>]) {
        precondition(outputs.count > 1, "\(outputs.count) consumers need no fan-out")
        self.input = input
        self.outputs = outputs
    }

    override var mayBeCutOff: Bool { true }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard input.isReady(eagerness) else { return false }
        var count = input.batch.count
        var last: Link<Element>?
        for output in outputs where !gate.isCovered(by: output.enough) {
            guard output.mark == nil else { return false }
            count = min(count, output.batch.capacity - output.batch.end)
            last = output
        }
        guard count > 0, let last else { return false }
        for output in outputs where output !== last && !gate.isCovered(by: output.enough) {
            output.batch.append(count, of: input.batch, moving: false)
        }
        last.batch.append(count, of: input.batch, moving: true)
        return true
    }
}
