/// The head of a loop: takes a stream from outside, and gives the body what it has of it in each iteration.
///
/// Its first port leads into the body, its second one out of the loop: what the last iteration gave, if the body leads back.
package final class LoopHeadNode<Element>: Node, @unchecked Sendable {
    package enum Content: Sendable {
        /// Each iteration gives the same records.
        case replayed
        /// Each iteration gives what the one before has led back; that is the second input.
        case ledBack
    }

    private let content: Content

    package init(name: String, input: Port, content: Content, replication: Replication) {
        self.content = content
        let type = PortType.records(of: Element.self)
        super.init(
            name: name, kind: .operator, inputs: [input], replication: replication,
            outputs: content == .replayed ? [type] : [type, type])
    }

    package override var isLoopHead: Bool { true }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        func links(_ all: [AnyLink]) -> [Link<Element>] { all.map { unsafeDowncast($0, to: Link<Element>.self) } }
        let (inputs, outputs) = (links(inputs), links(outputs))
        return LoopHeadOperator(
            self, course: course!, outer: inputs[0], body: outputs[0],
            back: content == .ledBack ? (inputs[1], outputs[1]) : nil, level: depth, budget: site.states)
    }
}
