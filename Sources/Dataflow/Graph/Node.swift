internal import CEngine
package import Session
package import Threading

/// An operator as the program wrote it: what each of its replicas on each worker is made from.
///
/// Nodes are made on one thread and don't change when the job runs; the workers' threads make operators from them. The closures of users
/// that they hold are `@Sendable`, the kernels around them capture nothing else.
package class Node: @unchecked Sendable {
    package enum Kind: String, Sendable { case source, `operator`, exchange, sink }

    package let name: String
    package let kind: Kind
    /// The streams that it takes. One that leads back to the head of a loop is added when the loop is closed.
    package internal(set) var inputs: [Port]
    package let replication: Replication
    /// What it gives.
    package let outputs: [PortType]
    /// What else has to be the same on all ranks: layouts on the wire, for one.
    package let detail: String

    /// What the program calls it.
    package internal(set) var givenName: String?
    /// Where it stands in its graph; set by the graph.
    package internal(set) var id = -1
    /// The loop that it's in; set by the graph.
    package internal(set) var scope = Scope.outermost
    /// Where that loop is on this rank; set by the graph.
    var course: LoopCourse?

    init(
        name: String, kind: Kind, inputs: [Port], replication: Replication, outputs: [PortType], detail: String = ""
    ) {
        self.name = name
        self.kind = kind
        self.inputs = inputs
        self.replication = replication
        self.outputs = outputs
        self.detail = detail
    }

    /// In how many loops it is.
    var depth: UInt8 { scope.level }

    /// Whether each of its replicas takes part in what the heads of a loop on one rank do together.
    package var isLoopHead: Bool { false }

    /// What may be used in place of its records: if it is, they may be left alone.
    var substitute: Port? { nil }

    /// How messages and `explain()` name it.
    package var label: String { givenName.map { "\($0): \(name) (#\(id))" } ?? "\(name) (#\(id))" }

    /// Looks at the outside before anything runs: opens files, measures them. Called once on each rank.
    func prepare() throws -> SourceExtent? { nil }

    /// Takes what rank 0 has measured.
    func adopt(_ measures: [Int]) throws {}

    /// What its replicas on all ranks do together while they work, in the job's rounds. Called once on each rank, before
    /// the replicas are made, which find it in ``WorkerSite/tenant(of:)``.
    ///
    /// - Parameter sleepers: Where the workers of this rank that have a replica sleep, by worker.
    package func makeTenant(_ site: TenantSite, sleepers: [any Waking]) -> (any RoundTenant)? { nil }

    /// The same, of nodes with several tenants.
    package func makeTenants(_ site: TenantSite, sleepers: [any Waking]) -> [any RoundTenant] {
        makeTenant(site, sleepers: sleepers).map { [$0] } ?? []
    }

    /// The operator of one replica. An exchange makes two, on either side.
    func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        preconditionFailure("\(label) makes no operator of its own")
    }
}

extension Node {
    /// Runs `body`, in which closures of the program's may crash on this operator's behalf.
    func whileWorkedOn<Result>(_ body: () throws -> Result) rethrows -> Result {
        try label.withCString { name in
            renoir_work_on(name)
            defer { renoir_work_on(nil) }
            return try body()
        }
    }
}

/// What a source will read, as far as it can be told beforehand.
package struct SourceExtent: Sendable {
    /// Bytes or records, one kind for all sources of a job's progress; nil for an endless source.
    package var units: Int?
    /// What all ranks must see alike: names and sizes of files.
    package var identity: String
    /// What ranks may see differently, as sizes of files that grow, and then see as rank 0 does; as many on all ranks.
    package var measures: [Int]

    package init(units: Int?, identity: String, measures: [Int] = []) {
        self.units = units
        self.identity = identity
        self.measures = measures
    }
}
