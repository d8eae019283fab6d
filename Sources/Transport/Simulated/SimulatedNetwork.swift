internal import SystemLibrary

/// A simulated cluster as one of its ranks sees it.
final class SimulatedNetwork {
    let rank: Int
    let size: Int
    private let cluster: SimulatedCluster
    private(set) var opening = 0
    /// How many rounds of the last transport are posted and not delivered.
    var inFlight = 0

    init(cluster: SimulatedCluster, rank: Int) {
        self.cluster = cluster
        self.rank = rank
        size = cluster.size
    }

    /// The first half of an opening, which doesn't wait.
    func propose(_ shape: RoundShape) {
        let proposal = ShapeProposal(shape: shape, isReady: inFlight == 0)
        opening = cluster.propose(proposal, rank: rank)
    }

    /// The second half, which waits for all other ranks to do the first one.
    func finishOpening(_ shape: RoundShape) throws(TransportError) -> any Transport {
        let deadline = ContinuousClock.now + cluster.patience
        while true {
            let (missing, proposals) = try cluster.withOpening(opening) { ($0.missing, $0.complete) }
            if missing.isEmpty {
                try ShapeProposal.check(proposals)
                break
            }
            guard ContinuousClock.now < deadline else {
                throw TransportError(
                    message: "rank \(rank) waited \(cluster.patience) for ranks \(missing) to open transport \(opening)"
                )
            }
            usleep(50)
        }
        let layout = try RoundLayout(shape: shape, size: size)
        return SimulatedTransport(layout: layout, cluster: cluster, network: self, opening: opening)
    }
}

extension SimulatedNetwork: Network {
    func open(_ shape: RoundShape) throws(TransportError) -> any Transport {
        propose(shape)
        return try finishOpening(shape)
    }

    func startExchange(announcing words: [UInt64]) throws(TransportError) -> any PieceExchange {
        let number = cluster.enterMeeting(rank: rank)
        return try SimulatedPieceExchange(announcing: words, cluster: cluster, rank: rank, number: number)
    }

    func abort(exitCode: Int32) { cluster.recordAbort(SimulatedAbort(rank: rank, exitCode: exitCode)) }
}

extension SimulatedNetwork: @unchecked Sendable {}
