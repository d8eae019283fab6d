/// A node that gives each record of one stream to one of its ports.
package final class RouteNode<Element>: Node, @unchecked Sendable {
    private let kernel: PartitionKernel<Element>

    package init(
        name: String, input: Port, ports: Int, replication: Replication, isTimed: Bool,
        kernel: @escaping PartitionKernel<Element>
    ) {
        self.kernel = kernel
        super.init(
            name: name, kind: .operator, inputs: [input], replication: replication,
            outputs: Array(repeating: .records(of: Element.self, isTimed: isTimed), count: ports))
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = RouteWork(
            input: unsafeDowncast(inputs[0], to: Link<Element>.self),
            outputs: outputs.map { unsafeDowncast($0, to: Link<Element>.self) }, seed: replica.seed, kernel: kernel)
        return GatedOperator(self, inputs: inputs, outputs: outputs, gate: MarkGate(depth: depth), work: work)
    }
}
