/// Rounds of a single rank: what it posts is what it gets.
final class LocalTransport {
    let shape: RoundShape
    private let layout: RoundLayout
    private let network: LocalNetwork
    private let opening: Int
    private let pool: RoundBufferPool
    private var waiting: [RoundBuffer] = []
    private var deliveredCount: UInt64 = 0

    init(layout: RoundLayout, network: LocalNetwork, opening: Int) {
        self.layout = layout
        self.network = network
        self.opening = opening
        shape = layout.shape
        pool = RoundBufferPool(layout: layout)
        waiting.reserveCapacity(depth)
    }

    private var inFlight: Int { waiting.count }
}

extension LocalTransport: Transport {
    var rank: Int { 0 }
    var size: Int { 1 }
    var depth: Int { 2 }

    func post(_ round: OutgoingRound) throws(TransportError) {
        let byteCount = round.checkedByteCount(layout: layout, rank: rank, inFlight: inFlight, depth: depth)
        guard network.isCurrent(opening) else { throw TransportError(replacedAtRank: rank) }
        let number = deliveredCount + UInt64(inFlight)
        let buffer = pool.take()
        buffer.header(of: 0).fill(from: round, number: number, to: 0, totalByteCount: byteCount)
        _ = try buffer.readHeaders(round: number)
        waiting.append(buffer)
        network.count(inFlight: 1)
    }

    func poll() throws(TransportError) -> IncomingRound? {
        guard !waiting.isEmpty else { return nil }
        let round = IncomingRound(number: deliveredCount, buffer: waiting.removeFirst(), pool: pool)
        deliveredCount += 1
        network.count(inFlight: -1)
        return round
    }
}

extension LocalTransport: @unchecked Sendable {}
