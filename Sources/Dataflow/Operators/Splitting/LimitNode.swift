package import Session
package import Threading

/// A node that counts the records of each pass over all its replicas, by permits: it gives so many of them, or all but so many.
package final class LimitNode<Element>: Node, @unchecked Sendable {
    /// What a permit is for.
    package enum Purpose: String, Sendable {
        /// A record is given; when there are no more permits, nothing more is needed.
        case limit
        /// A record is passed over; when there are no more permits, all others are given.
        case offset
    }

    private let purpose: Purpose
    private let count: Int

    package init(_ purpose: Purpose, count: Int, input: Port, replication: Replication, isTimed: Bool) {
        self.purpose = purpose
        self.count = count
        super.init(
            name: purpose.rawValue, kind: .operator, inputs: [input], replication: replication,
            outputs: [.records(of: Element.self, isTimed: isTimed)], detail: "\(count)")
    }

    package override func makeTenant(_ site: TenantSite, sleepers: [any Waking]) -> (any RoundTenant)? {
        PermitTenant(site, count: count, sleepers: sleepers)
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let work = LimitWork(
            purpose, input: unsafeDowncast(inputs[0], to: Link<Element>.self),
            output: unsafeDowncast(outputs[0], to: Link<Element>.self), permits: site.tenant(of: self) as! PermitTenant,
            consumer: site.worker)
        return GatedOperator(self, inputs: inputs, outputs: outputs, gate: MarkGate(depth: depth), work: work)
    }
}
