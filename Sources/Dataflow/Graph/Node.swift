internal import CEngine
package import Session

/// An operator as the program wrote it: what each of its replicas on each worker is made from.
///
/// Nodes are immutable and made on one thread; the workers' threads make operators from them. The closures of users
/// that they hold are `@Sendable`, the kernels around them capture nothing else.
package class Node: @unchecked Sendable {
    package enum Kind: String, Sendable { case source, `operator`, exchange, sink }

    package let name: String
    package let kind: Kind
    /// The nodes whose records it takes, by their places in the graph.
    package let inputs: [Int]
    package let replication: Replication
    /// The type of the records that it gives.
    package let recordType: Any.Type
    /// Whether its records have times.
    package let isTimed: Bool
    /// What else has to be the same on all ranks: layouts on the wire, for one.
    package let detail: String

    /// Where it stands in its graph; set by the graph.
    package internal(set) var id = -1

    init(
        name: String, kind: Kind, inputs: [Int], replication: Replication, recordType: Any.Type, isTimed: Bool,
        detail: String
    ) {
        self.name = name
        self.kind = kind
        self.inputs = inputs
        self.replication = replication
        self.recordType = recordType
        self.isTimed = isTimed
        self.detail = detail
    }

    /// How messages and `explain()` name it.
    package var label: String { "\(name) (#\(id))" }

    /// Looks at the outside before anything runs: opens files, measures them. Called once on each rank.
    func prepare() throws -> SourceExtent? { nil }

    /// What its replicas on all ranks do together while they work, in the job's rounds. Called once on each rank, before
    /// the replicas are made, which find it in ``WorkerSite/tenant(of:)``.
    package func makeTenant(_ site: TenantSite) -> (any RoundTenant)? { nil }

    /// A link that takes this node's records to one consumer.
    func makeLink(_ size: BatchSize) -> AnyLink { preconditionFailure("\(label) gives no records") }

    /// An operator that gives the records of `input` to each of `outputs`.
    func makeFanOut(from input: AnyLink, to outputs: [AnyLink]) -> Operator {
        preconditionFailure("\(label) gives no records")
    }

    /// The operator of one replica. An exchange makes two, on either side.
    func makeOperator(_ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], output: AnyLink?) throws -> Operator {
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

    package init(units: Int?, identity: String) {
        self.units = units
        self.identity = identity
    }
}

/// A node that gives records of a type that is known where it's made.
package class TypedNode<Output>: Node, @unchecked Sendable {
    override func makeLink(_ size: BatchSize) -> AnyLink {
        Link<Output>(capacity: size.records(of: Output.self), isTimed: isTimed)
    }

    override func makeFanOut(from input: AnyLink, to outputs: [AnyLink]) -> Operator {
        FanOutOperator<Output>(
            self, input: unsafeDowncast(input, to: Link<Output>.self),
            outputs: outputs.map { unsafeDowncast($0, to: Link<Output>.self) })
    }
}
