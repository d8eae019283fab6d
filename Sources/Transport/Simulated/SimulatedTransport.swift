/// Rounds between threads of one process, late and out of order inside, in order outside.
final class SimulatedTransport {
    private struct Pending {
        let number: UInt64
        let round: OutgoingRound
        let contribution: SimulatedContribution
        /// How many more polls it takes, once all ranks have posted it.
        var remainingPolls: Int
    }

    let rank: Int
    let size: Int
    let shape: RoundShape
    private let layout: RoundLayout
    private let cluster: SimulatedCluster
    private let network: SimulatedNetwork
    private let opening: Int
    private let pool: RoundBufferPool
    private var postedCount: UInt64 = 0
    private var pending: [Pending] = []

    init(layout: RoundLayout, cluster: SimulatedCluster, network: SimulatedNetwork, opening: Int) {
        self.layout = layout
        self.cluster = cluster
        self.network = network
        self.opening = opening
        rank = network.rank
        size = network.size
        shape = layout.shape
        pool = RoundBufferPool(layout: layout)
    }

    /// Counts one poll for every round that all ranks have posted.
    ///
    /// - Returns: What to deliver, if the oldest round and all that its faults need is there.
    private func advance(_ opening: inout SimulatedOpening) -> SimulatedDelivery? {
        for index in pending.indices where opening.rounds.complete(pending[index].number) != nil {
            pending[index].remainingPolls -= 1
        }
        guard let oldest = pending.first, oldest.remainingPolls < 0 else { return nil }
        let plan = SimulatedPlan(number: oldest.number, rank: rank, faults: cluster.faults)
        guard let payload = opening.rounds.complete(plan.payloadRound),
            let words = opening.rounds.complete(plan.wordsRound)
        else { return nil }
        if let finished = plan.finishedRounds { for number in finished { opening.rounds.forget(number) } }
        return SimulatedDelivery(plan: plan, payload: payload, words: words)
    }
}

extension SimulatedTransport: Transport {
    var depth: Int { 2 }

    func post(_ round: OutgoingRound) throws(TransportError) {
        let byteCount = round.checkedByteCount(layout: layout, rank: rank, inFlight: pending.count, depth: depth)
        guard network.opening == opening else { throw TransportError(replacedAtRank: rank) }
        let number = postedCount
        let contribution = SimulatedContribution(round, number: number, byteCount: byteCount, layout: layout)
        var generator = SeededGenerator(seed: cluster.seed, event: UInt64(opening), UInt64(rank), number)
        let isLost = cluster.faults.contains { fault in
            guard case .stopsPosting(rank, let first) = fault else { return false }
            return number >= first
        }
        try cluster.withOpening(opening) { opening in
            if !isLost { opening.rounds.post(contribution, rank: rank, round: number) }
        }
        pending.append(
            Pending(
                number: number, round: round, contribution: contribution,
                remainingPolls: cluster.delays.polls(using: &generator)))
        postedCount += 1
        network.inFlight += 1
    }

    func poll() throws(TransportError) -> IncomingRound? {
        let delivery = try cluster.withOpening(opening) { advance(&$0) }
        guard let delivery else { return nil }
        let oldest = pending.removeFirst()
        network.inFlight -= 1
        guard oldest.contribution.matches(oldest.round) else {
            throw TransportError(message: "rank \(rank) changed round \(oldest.number) while it was in flight")
        }
        let buffer = pool.take()
        try delivery.fill(buffer, rank: rank)
        return IncomingRound(number: oldest.number, buffer: buffer, pool: pool)
    }
}

extension SimulatedTransport: @unchecked Sendable {}
