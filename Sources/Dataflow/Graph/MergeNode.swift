/// A node that puts the records of several streams into one.
package final class MergeNode<Element>: TypedNode<Element>, @unchecked Sendable {
    package init(inputs: [Int], replication: Replication, isTimed: Bool) {
        super.init(
            name: "merge", kind: .operator, inputs: inputs, replication: replication, recordType: Element.self,
            isTimed: isTimed, detail: "")
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], output: AnyLink?
    ) throws -> Operator {
        MergeOperator(
            self, inputs: inputs.map { unsafeDowncast($0, to: Link<Element>.self) },
            output: unsafeDowncast(output!, to: Link<Element>.self))
    }
}
