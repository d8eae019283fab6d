package import Threading

/// A node without input: each replica emits until it has nothing more to give.
package final class SourceNode<Output, State>: Node, @unchecked Sendable {
    private let extent: (() throws -> SourceExtent)?
    private let makeState: (Replica, Parker) throws -> State
    private let emission: Emission<Output, State>
    private let progress: ((inout State) -> Int)?
    private let hasPasses: Bool

    /// - Parameters:
    ///   - makeState: Called once for each replica, on its worker, with the place where that sleeps.
    ///   - extent: Looks at the outside before the job starts, on each rank.
    ///   - hasPasses: Whether there may be more than one pass: a source of one is over when nobody needs more of it.
    ///   - progress: How many units of the extent the state has read since the last call; nil: records count.
    package init(
        name: String, replication: Replication, isTimed: Bool = false, detail: String = "",
        hasPasses: Bool = false, extent: (() throws -> SourceExtent)? = nil,
        makeState: @escaping (Replica, Parker) throws -> State, emission: @escaping Emission<Output, State>,
        progress: ((inout State) -> Int)? = nil
    ) {
        self.extent = extent
        self.makeState = makeState
        self.emission = emission
        self.progress = progress
        self.hasPasses = hasPasses
        super.init(
            name: name, kind: .source, inputs: [], replication: replication,
            outputs: [.records(of: Output.self, isTimed: isTimed)], detail: detail)
    }

    override func prepare() throws -> SourceExtent? { try extent?() }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], outputs: [AnyLink]
    ) throws -> Operator {
        SourceOperator(
            self, counters: site.counters, output: unsafeDowncast(outputs[0], to: Link<Output>.self),
            state: try makeState(replica, site.parker), emission: emission, progress: progress,
            hasPasses: hasPasses)
    }
}
