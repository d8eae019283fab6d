package import Session
package import Threading

/// A source that is divided into splits, whose places don't depend on the number of replicas: lines of some bytes, elements of a
/// collection.
///
/// Splits have numbers, neighbours of which a replica reads in one go. They are shared out before the job runs, or by leases while it
/// does; the reader is the same.
package final class SplitSourceNode<Output, State>: Node, @unchecked Sendable {
    private let balancing: Balancing
    private let extent: () throws -> SourceExtent
    private let splits: () throws -> Int
    private let makeState: (Replica) throws -> State
    private let begin: (inout State, Range<Int>) throws -> Void
    private let emission: Emission<Output, State>
    private let progress: ((inout State) -> Int)?
    private let bound: LeaseBound?
    /// How many splits there are; known once they have been looked at, which is before anything else is asked.
    private var count = 0

    /// - Parameters:
    ///   - extent: Looks at the outside before the job starts, on each rank.
    ///   - splits: Counts the splits behind that; the same number on all ranks.
    ///   - makeState: Called once for each replica, on its worker.
    ///   - begin: Goes on to some splits, once those before are read to their end.
    ///   - emission: Reads them; not pending at their end.
    ///   - progress: How many units of the extent the state has read since the last call; nil: records count.
    ///   - bound: Up to which split they are needed, if that can turn out while the job runs; of this rank, and for leases.
    package init(
        name: String, balancing: Balancing, extent: @escaping () throws -> SourceExtent,
        splits: @escaping () throws -> Int, makeState: @escaping (Replica) throws -> State,
        begin: @escaping (inout State, Range<Int>) throws -> Void, emission: @escaping Emission<Output, State>,
        progress: ((inout State) -> Int)? = nil, bound: LeaseBound? = nil
    ) {
        self.balancing = balancing
        self.extent = extent
        self.splits = splits
        self.makeState = makeState
        self.begin = begin
        self.emission = emission
        self.progress = progress
        self.bound = bound
        super.init(
            name: name, kind: .source, inputs: [], replication: .everyWorker, outputs: [.records(of: Output.self)],
            detail: balancing == .static ? "" : balancing.rawValue)
    }

    override func prepare() throws -> SourceExtent? {
        let extent = try extent()
        count = try splits()
        return extent
    }

    package override func makeTenant(_ site: TenantSite, sleepers: [any Waking]) -> (any RoundTenant)? {
        guard balancing == .dynamic else { return nil }
        return bound.map { BoundedLeases(site, count: count, bound: $0) } ?? LeaseTenant(site, count: count)
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        var state = try makeState(replica)
        let output = unsafeDowncast(outputs[0], to: Link<Output>.self)
        let tenant = site.tenant(of: self)
        if let leases = (tenant as? BoundedLeases)?.leases ?? tenant as? LeaseTenant {
            return LeasedSourceOperator(
                self, site, output: output, leases: leases.join(sleepsAt: site.parker), state: state, begin: begin,
                emission: emission, progress: progress)
        }
        try begin(&state, replica.share(of: count))
        return SourceOperator(
            self, counters: site.counters, output: output, state: state, emission: emission, progress: progress,
            hasPasses: false)
    }
}
