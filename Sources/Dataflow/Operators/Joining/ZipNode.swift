/// A node that pairs the records of two streams.
package final class ZipNode<Left, Right, Output>: Node, @unchecked Sendable {
    private let kernel: PairKernel<Left, Right, Output>

    package init(
        inputs: [Port], replication: Replication, isTimed: Bool, kernel: @escaping PairKernel<Left, Right, Output>
    ) {
        self.kernel = kernel
        super.init(
            name: "zip", kind: .operator, inputs: inputs, replication: replication,
            outputs: [.records(of: Output.self, isTimed: isTimed)])
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = ZipWork(
            left: unsafeDowncast(inputs[0], to: Link<Left>.self),
            right: unsafeDowncast(inputs[1], to: Link<Right>.self),
            output: unsafeDowncast(outputs[0], to: Link<Output>.self), budget: site.states, kernel: kernel)
        return GatedOperator(
            self, inputs: inputs, outputs: outputs, gate: MarkGate(inputs: 2, depth: depth), work: work)
    }
}
