/// Where a stream of a loop's body leaves the loop: records go on as they come, those of all iterations in one pass.
package final class LoopExitNode<Element>: Node, @unchecked Sendable {
    /// How many loops the body is in.
    private let level: UInt8

    /// What else leaves the loop.
    private let results: Port?

    package init(name: String, input: Port, level: UInt8, replication: Replication, results: Port? = nil) {
        self.level = level
        self.results = results
        super.init(
            name: name, kind: .operator, inputs: [input], replication: replication,
            outputs: [.records(of: Element.self)])
    }

    override var substitute: Port? { results }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        LoopExitOperator(
            self, input: unsafeDowncast(inputs[0], to: Link<Element>.self),
            output: unsafeDowncast(outputs[0], to: Link<Element>.self), level: level)
    }
}

/// Moves records on, and of the marks those that mean something outside of the loop.
private final class LoopExitOperator<Element>: Operator {
    private let input: Link<Element>
    private let output: Link<Element>
    @exclusivity(unchecked) private var gate: LoopExitGate

    init(_ node: Node, input: Link<Element>, output: Link<Element>, level: UInt8) {
        self.input = input
        self.output = output
        gate = LoopExitGate(level: level)
        super.init(node)
    }

    override func step(_ eagerness: Eagerness) throws -> Bool {
        if input.isReady(eagerness) {
            guard output.hasRoom else { return false }
            let batch = output.batch
            batch.append(min(input.batch.count, batch.capacity - batch.end), of: input.batch, moving: true)
            return true
        }
        guard input.isEmpty, let mark = input.mark, output.mark == nil else { return false }
        input.mark = nil
        if let heard = gate.offer(mark) { output.mark = heard }
        isFinished = mark.activity == .ended
        return true
    }
}
