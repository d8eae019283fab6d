internal import MPI

/// Rounds between the processes of an MPI job: a header to each rank, then payload to each rank if there is any.
final class MPITransport {
    let rank: Int
    let size: Int
    let shape: RoundShape
    let depth: Int
    private let network: MPINetwork
    /// Which of the network's transports this is.
    private let number: Int
    private let opening: MPIOpening
    private let layout: RoundLayout
    private let pool: RoundBufferPool
    /// Round *k* uses slot *k* modulo `depth`.
    private let slots: [RoundSlot]
    private var postedCount: UInt64 = 0
    /// Rounds whose headers travel, or have: none before all ranks agree on the shape.
    private var startedCount: UInt64 = 0
    /// Rounds whose headers have arrived; the payload of the next one must not start before.
    private var announcedCount: UInt64 = 0
    private var deliveredCount: UInt64 = 0

    init(layout: RoundLayout, network: MPINetwork, number: Int, opening: MPIOpening) {
        self.layout = layout
        self.network = network
        self.number = number
        self.opening = opening
        rank = network.rank
        size = network.size
        shape = layout.shape
        depth = MPINetwork.depth
        pool = RoundBufferPool(layout: layout)
        slots = (0..<depth).map { _ in RoundSlot(layout: layout) }
    }

    private var inFlight: Int { Int(postedCount - deliveredCount) }

    private func slot(of number: UInt64) -> RoundSlot { slots[Int(number % UInt64(depth))] }

    /// Starts the headers of all rounds that are posted, once there is nothing to wait for.
    private func startHeaders() throws(TransportError) {
        guard startedCount < postedCount, try isOpen() else { return }
        while startedCount < postedCount {
            try slot(of: startedCount).startHeaders(on: network.headers)
            startedCount += 1
        }
    }

    /// Whether all ranks agree on the shape. If they don't, no round of this transport ever travels.
    private func isOpen() throws(TransportError) -> Bool {
        do {
            return try opening.agree()
        } catch {
            network.inFlight -= inFlight
            postedCount = startedCount
            throw error
        }
    }

    /// Starts the payloads of all rounds whose headers are complete, in order of their numbers: MPI wants the
    /// operations on one communicator to start in the same order everywhere.
    private func startPayloads() throws(TransportError) {
        while announcedCount < startedCount {
            let slot = slot(of: announcedCount)
            guard try slot.headersAreComplete() else { return }
            if try slot.buffer.readHeaders(round: announcedCount) { try slot.startPayload(on: network.payloads) }
            announcedCount += 1
        }
    }
}

extension MPITransport: Transport {
    func post(_ round: OutgoingRound) throws(TransportError) {
        let byteCount = round.checkedByteCount(layout: layout, rank: rank, inFlight: inFlight, depth: depth)
        network.lock.acquire()
        defer { network.lock.release() }
        guard network.openingCount == number else { throw TransportError(replacedAtRank: rank) }
        let slot = slot(of: postedCount)
        slot.fill(from: round, number: postedCount, byteCount: byteCount, buffer: pool.take())
        postedCount += 1
        network.inFlight += 1
        try startHeaders()
    }

    func poll() throws(TransportError) -> IncomingRound? {
        guard deliveredCount < postedCount else { return nil }
        network.lock.acquire()
        defer { network.lock.release() }
        try startHeaders()
        try startPayloads()
        guard deliveredCount < announcedCount else { return nil }
        let slot = slot(of: deliveredCount)
        guard try slot.payloadIsComplete() else { return nil }
        let round = IncomingRound(number: deliveredCount, buffer: slot.takeBuffer(), pool: pool)
        deliveredCount += 1
        network.inFlight -= 1
        return round
    }
}

extension MPITransport: @unchecked Sendable {}
