import Session
import Transport

/// Rounds of a transport that go on while ranks carry out collectives, and a check of each.
final class RoundsBeside {
    private static let shape = RoundShape(segmentBytes: 64, peerWords: 0, minima: 0, sums: 1)

    private let transport: any Transport
    private let outgoing: [OutgoingRound]
    private var postedCount: UInt64 = 0
    private var deliveredCount: UInt64 = 0

    init(on network: any Network) throws(TransportError) {
        let transport = try network.open(Self.shape)
        self.transport = transport
        outgoing = (0..<transport.depth).map { _ in OutgoingRound(shape: Self.shape, size: transport.size) }
    }

    /// Posts a round if there is room, and takes one if there is any.
    func turn() throws(TransportError) {
        if postedCount - deliveredCount < UInt64(transport.depth) { try post() }
        try deliver()
    }

    /// Goes on until all ranks have had as many rounds as the one that posted most.
    ///
    /// - Returns: How many.
    func finish(_ collectives: Collectives) throws(TransportError) -> UInt64 {
        let last = try collectives.allReduce([postedCount], combining: max).wait()[0]
        try finish(through: last)
        return last
    }

    /// Goes on until this rank has had `last` rounds.
    func finish(through last: UInt64) throws(TransportError) {
        let deadline = ContinuousClock.now + .seconds(60)
        while deliveredCount < last {
            if postedCount < last, postedCount - deliveredCount < UInt64(transport.depth) { try post() }
            try deliver()
            guard ContinuousClock.now < deadline else {
                throw TransportError(message: "round \(deliveredCount) is missing")
            }
        }
    }

    private func post() throws(TransportError) {
        let round = outgoing[Int(postedCount) % outgoing.count]
        round.reset()
        round.sums[0] = postedCount * UInt64(transport.rank)
        for peer in 0..<transport.size where peer != transport.rank {
            round.byteCounts[peer] = Int(postedCount % 65)
            round.segment(for: peer).initializeMemory(as: UInt8.self, repeating: UInt8(truncatingIfNeeded: postedCount))
        }
        try transport.post(round)
        postedCount += 1
    }

    private func deliver() throws(TransportError) {
        guard let round = try transport.poll() else { return }
        let number = deliveredCount
        let sum = (0..<UInt64(transport.size)).reduce(0) { $0 + $1 * number }
        let bytes = (0..<transport.size).filter { $0 != transport.rank }.flatMap { Array(round.payload(from: $0)) }
        guard round.number == number, round.sums[0] == sum, bytes.count == (transport.size - 1) * Int(number % 65),
            bytes.allSatisfy({ $0 == UInt8(truncatingIfNeeded: number) })
        else { throw TransportError(message: "round \(number) is wrong beside collectives") }
        deliveredCount += 1
    }
}
