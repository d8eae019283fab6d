package import Threading

/// A node without input: each replica emits until it has nothing more to give.
package final class SourceNode<Output, State>: TypedNode<Output>, @unchecked Sendable {
    private let extent: (() throws -> SourceExtent)?
    private let makeState: (Replica, Parker) throws -> State
    private let emission: Emission<Output, State>
    private let progress: ((inout State) -> Int)?

    /// - Parameters:
    ///   - makeState: Called once for each replica, on its worker, with the place where that sleeps.
    ///   - extent: Looks at the outside before the job starts, on each rank.
    ///   - progress: How many units of the extent the state has read since the last call; nil: records count.
    package init(
        name: String, replication: Replication, isTimed: Bool = false, detail: String = "",
        extent: (() throws -> SourceExtent)? = nil,
        makeState: @escaping (Replica, Parker) throws -> State, emission: @escaping Emission<Output, State>,
        progress: ((inout State) -> Int)? = nil
    ) {
        self.extent = extent
        self.makeState = makeState
        self.emission = emission
        self.progress = progress
        super.init(
            name: name, kind: .source, inputs: [], replication: replication, recordType: Output.self, isTimed: isTimed,
            detail: detail)
    }

    override func prepare() throws -> SourceExtent? { try extent?() }

    override func makeOperator(
        _ replica: Replica, _ site: WorkerSite, inputs: [AnyLink], output: AnyLink?
    ) throws -> Operator {
        SourceOperator(
            self, counters: site.counters, output: unsafeDowncast(output!, to: Link<Output>.self),
            state: try makeState(replica, site.parker), emission: emission, progress: progress)
    }
}
