internal import Synchronization

/// Up to which index work is needed: whoever finds that nothing behind an index matters says so, and all ranks hear of it.
///
/// It only falls. What is leased behind it is passed over by whoever has it.
package final class LeaseBound: Sendable {
    private let lowest = Atomic<Int>(.max)
    private let said = Atomic<Int>(.max)
    private nonisolated(unsafe) var tell: (@Sendable () -> Void)?

    package init() {}

    /// The last index that is needed; -1 if none is.
    package var index: Int { lowest.load(ordering: .relaxed) }

    /// Nothing behind `index` is needed.
    package func lower(to index: Int) {
        if lowest.min(index, ordering: .relaxed).oldValue > index { tell?() }
    }

    fileprivate var isNews: Bool { index < said.load(ordering: .relaxed) }

    fileprivate func say() -> Int {
        let index = index
        said.store(index, ordering: .relaxed)
        return index
    }

    fileprivate func hear(_ index: Int) -> Bool { lowest.min(index, ordering: .relaxed).oldValue > index }

    fileprivate func join(_ site: TenantSite) { tell = { site.wake() } }
}

/// Leases that are taken about in order, and up to which of their indexes they are needed.
package final class BoundedLeases: RoundTenant, @unchecked Sendable {
    package let shape: TenantShape
    package let leases: LeaseTenant
    private let bound: LeaseBound

    /// - Parameter bound: Of this rank; not used before.
    package init(_ site: TenantSite, count: Int, bound: LeaseBound) {
        leases = LeaseTenant(site, count: count, isOrdered: true)
        self.bound = bound
        shape = TenantShape(peerWords: leases.shape.peerWords, minima: 1)
        bound.join(site)
    }

    package var need: RoundNeed { bound.isNews ? .much : leases.need }
    package var waits: TenantWait { leases.waits }

    package func fill(_ part: OutgoingPart) {
        leases.fill(part)
        // Words have no sign.
        part.minima[0] = UInt128(UInt64(bitPattern: Int64(bound.say())) &+ 1)
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        let isLower = bound.hear(Int(clamping: Int128(clamping: part.minima[0]) - 1))
        return leases.deliver(part) || isLower
    }
}
