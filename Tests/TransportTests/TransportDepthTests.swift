import Testing
import Transport

@Suite(.timeLimit(.minutes(10)))
struct TransportDepthTests {
    private static let shape = RoundShape(segmentBytes: 64, peerWords: 1, minima: 1, sums: 1)
    /// More polls than any simulated delay takes.
    private static let manyPolls = 2 * SimulatedDelays.varied.longestStall

    @Test(arguments: [2, 3, 4, 7], 0..<4 as Range<UInt64>)
    func poll_oneRankHasNotPosted_deliversNothing(ranks: Int, seed: UInt64) throws {
        let transports = try SimulatedCluster(ranks: ranks, seed: seed).openAll(Self.shape)
        for transport in transports.dropLast() { try transport.post(OutgoingRound(shape: Self.shape, size: ranks)) }
        for transport in transports {
            for _ in 0..<Self.manyPolls { #expect(try transport.poll()?.number == nil) }
        }
        try transports[ranks - 1].post(OutgoingRound(shape: Self.shape, size: ranks))
        for transport in transports { #expect(try Self.poll(transport)?.number == 0) }
    }

    @Test(arguments: [1, 2, 3, 4, 7], 0..<8 as Range<UInt64>)
    func poll_laterRoundIsReadyFirst_deliversInOrder(ranks: Int, seed: UInt64) throws {
        let transports = try SimulatedCluster(ranks: ranks, seed: seed).openAll(Self.shape)
        #expect(transports.allSatisfy { $0.depth >= 2 })
        for transport in transports {
            for _ in 0..<transport.depth { try transport.post(OutgoingRound(shape: Self.shape, size: ranks)) }
        }
        for transport in transports {
            for number in 0..<UInt64(transport.depth) { #expect(try Self.poll(transport)?.number == number) }
            #expect(try transport.poll()?.number == nil)
        }
    }

    private static func poll(_ transport: any Transport) throws -> IncomingRound? {
        for _ in 0..<manyPolls {
            if let round = try transport.poll() { return round }
        }
        return nil
    }
}
