internal import CEngine
package import Session
package import Threading

/// One replica of one operator, at work on one worker's thread.
package class Operator {
    /// How messages name it.
    package let label: String
    /// The same for what has no time for strings: the report of a crash.
    private let name: UnsafeMutableBufferPointer<CChar>
    /// Whether it has passed the end of its stream on; it is not stepped any more.
    @exclusivity(unchecked) package final var isFinished = false

    /// Whether it brings new records in; those that are here are worked off first.
    package let isSource: Bool

    init(_ node: Node) {
        label = node.label
        isSource = node.kind == .source
        let text = label.utf8CString
        name = .allocate(capacity: text.count)
        _ = name.initialize(from: text)
    }

    deinit { name.deallocate() }

    /// Says that this thread works for it now.
    @inline(__always) final func isWorkedOn() { renoir_work_on(name.baseAddress) }

    /// Does one piece of work, of a batch at most.
    ///
    /// - Returns: Whether anything moved.
    func step(_ eagerness: Eagerness) throws -> Bool { preconditionFailure("\(label) has no work") }

    /// Why its last step moved nothing.
    var obstacle: Obstacle { .neighbours }
}

/// Where an operator runs, and what it shares with the others there.
package struct WorkerSite {
    package let worker: Int
    package let counters: JobCounters
    /// What the operators of the rank may keep.
    package let states: StateBudget
    /// Where the worker sleeps: sources that are fed from outside wake it.
    package let parker: Parker
    /// What nodes of the graph have in the job's rounds, by node.
    let tenants: [Int: [any RoundTenant]]

    /// What `node` has made by ``Node/makeTenant(_:)``, the same for all of its replicas on this rank.
    package func tenant(of node: Node) -> (any RoundTenant)? { tenants[node.id]?.first }

    /// That one of what it has made which is a `Tenant`.
    package func tenant<Tenant: RoundTenant>(_ type: Tenant.Type, of node: Node) -> Tenant? {
        tenants[node.id]?.lazy.compactMap { $0 as? Tenant }.first
    }
}
