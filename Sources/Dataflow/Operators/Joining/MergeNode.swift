/// A node that puts the records of several streams into one.
package final class MergeNode<Element>: Node, @unchecked Sendable {
    package init(inputs: [Port], replication: Replication, isTimed: Bool) {
        super.init(
            name: "merge", kind: .operator, inputs: inputs, replication: replication,
            outputs: [.records(of: Element.self, isTimed: isTimed)])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = MergeWork(
            inputs: inputs.map { unsafeDowncast($0, to: Link<Element>.self) },
            output: unsafeDowncast(outputs[0], to: Link<Element>.self))
        return GatedOperator(
            self, inputs: inputs, outputs: outputs, gate: MarkGate(inputs: inputs.count, depth: depth), work: work)
    }
}
