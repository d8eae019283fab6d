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
    private let skipped: ((inout State) -> Int)?
    private let computes: Bool
    private let survey: SplitSurvey?
    private let takeMeasures: (([Int]) -> Void)?
    private let learn: ((inout State, SurveyedShare) throws -> Void)?
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
    ///   - skipped: How many records the state has passed over since the last call.
    ///   - computes: Whether an emission that is pending has worked and goes on at once, whatever it has put out; else it may wait for
    ///     what it reads, and its worker sleeps before it asks again.
    ///   - adopt: Takes the measures of rank 0; splits are counted again.
    ///   - survey: What replicas have to find out before they read, if anything.
    ///   - learn: Takes what that was.
    ///   - bound: Up to which split they are needed, if that can turn out while the job runs; of this rank, and for leases.
    package init(
        name: String, balancing: Balancing, extent: @escaping () throws -> SourceExtent,
        splits: @escaping () throws -> Int, makeState: @escaping (Replica) throws -> State,
        begin: @escaping (inout State, Range<Int>) throws -> Void, emission: @escaping Emission<Output, State>,
        progress: ((inout State) -> Int)? = nil, skipped: ((inout State) -> Int)? = nil, computes: Bool = false,
        adopt: (([Int]) -> Void)? = nil, survey: SplitSurvey? = nil,
        learn: ((inout State, SurveyedShare) throws -> Void)? = nil, bound: LeaseBound? = nil
    ) {
        self.balancing = balancing
        self.extent = extent
        self.splits = splits
        self.makeState = makeState
        self.begin = begin
        self.emission = emission
        self.progress = progress
        self.skipped = skipped
        self.computes = computes
        self.survey = survey
        takeMeasures = adopt
        self.learn = learn
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

    override func adopt(_ measures: [Int]) throws {
        takeMeasures?(measures)
        count = try splits()
    }

    package override func makeTenants(_ site: TenantSite, sleepers: [any Waking]) -> [any RoundTenant] {
        var tenants: [any RoundTenant] = []
        if balancing == .dynamic {
            tenants.append(
                bound.map { BoundedLeases(site, count: count, bound: $0) } ?? LeaseTenant(site, count: count))
        }
        if let survey { tenants.append(SurveyTenant(site, sleepers: sleepers, combine: survey.combine)) }
        return tenants
    }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        let state = try makeState(replica)
        let output = unsafeDowncast(outputs[0], to: Link<Output>.self)
        let book = site.tenant(BoundedLeases.self, of: self)?.leases ?? site.tenant(LeaseTenant.self, of: self)
        let leases = book?.join(sleepsAt: site.parker)
        let share = replica.share(of: count)
        // What is one replica's alone needs no survey.
        guard let survey, let tenant = site.tenant(SurveyTenant.self, of: self), replica.count > 1 else {
            return try makeReader(state, leases, SurveyedShare(splits: share, before: 0), site, output)
        }
        return SurveyedSourceOperator(
            self, tenant, index: site.worker, splits: share, look: try survey.look(share),
            makeReader: { try self.makeReader(state, leases, $0, site, output) })
    }

    private func makeReader(
        _ state: State, _ leases: LeaseConsumer?, _ share: SurveyedShare, _ site: WorkerSite, _ output: Link<Output>
    ) throws -> Operator {
        var state = state
        try learn?(&state, share)
        if let leases {
            return LeasedSourceOperator(
                self, site, output: output, leases: leases, state: state, begin: begin, emission: emission,
                progress: progress, skipped: skipped, computes: computes)
        }
        try begin(&state, share.splits)
        return SourceOperator(
            self, counters: site.counters, output: output, state: state, emission: emission, progress: progress,
            skipped: skipped, hasPasses: false)
    }
}
