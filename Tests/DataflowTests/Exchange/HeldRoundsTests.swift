import Testing
import Transport

@testable import Dataflow

struct HeldRoundsTests {
    @Test func rounds_areHeldUpToTheirBound_oneAlways() throws {
        let network = SimulatedCluster(ranks: 1, seed: 0).network(for: 0)
        let transport = try network.open(RoundShape(segmentBytes: 64, peerWords: 0, minima: 0, sums: 0))
        func round() throws -> IncomingRound {
            try transport.post(OutgoingRound(shape: transport.shape, size: 1))
            while true { if let round = try transport.poll() { return round } }
        }
        let (first, second) = (try round(), try round())
        let held = HeldRounds(most: first.memoryBytes + second.memoryBytes - 1)
        var holder = held.holder(of: first)
        #expect(holder != nil)
        #expect(held.holder(of: second) == nil)
        holder = nil
        holder = HeldRounds(most: 0).holder(of: second)
        #expect(holder != nil && held.holder(of: second) != nil)
    }
}
