/// A node that pairs the records of two streams.
package final class ZipNode<Left, Right, Output>: TypedNode<Output>, @unchecked Sendable {
    private let kernel: PairKernel<Left, Right, Output>

    package init(
        inputs: [Int], replication: Replication, isTimed: Bool, kernel: @escaping PairKernel<Left, Right, Output>
    ) {
        self.kernel = kernel
        super.init(
            name: "zip", kind: .operator, inputs: inputs, replication: replication, recordType: Output.self,
            isTimed: isTimed, detail: "")
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], output: AnyLink?
    ) throws -> Operator {
        ZipOperator(
            self, left: unsafeDowncast(inputs[0], to: Link<Left>.self),
            right: unsafeDowncast(inputs[1], to: Link<Right>.self),
            output: unsafeDowncast(output!, to: Link<Output>.self), budget: site.states, kernel: kernel)
    }
}
