/// Puts the records of several streams of one block into one, in the order in which they come.
final class MergeWork<Element>: OperatorWork {
    private let inputs: [Link<Element>]
    private let output: Link<Element>
    /// The input that is asked first, so that none is left behind.
    @exclusivity(unchecked) private var turn = 0

    init(inputs: [Link<Element>], output: Link<Element>) {
        self.inputs = inputs
        self.output = output
    }

    override var mayBeCutOff: Bool { true }

    override func step(_ eagerness: Eagerness, _ gate: inout MarkGate) throws -> Bool {
        guard output.hasRoom else { return false }
        for offset in inputs.indices {
            let place = (turn + offset) % inputs.count
            guard inputs[place].isReady(eagerness) else { continue }
            turn = place + 1
            let batch = inputs[place].batch
            output.batch.append(min(batch.count, output.batch.capacity - output.batch.end), of: batch, moving: true)
            return true
        }
        return false
    }
}
