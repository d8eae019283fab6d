import TestSupport
import Testing
import Transport

@Suite(.timeLimit(.minutes(10)))
struct SimulatedClusterTests {
    private static let shape = RoundShape(segmentBytes: 64, peerWords: 1, minima: 1, sums: 1)

    @Test func abort_endsEveryRankWithNameAndCode() throws {
        let cluster = SimulatedCluster(ranks: 3, seed: 1)
        let transports = try cluster.openAll(Self.shape)
        cluster.network(for: 2).abort(exitCode: 70)
        cluster.network(for: 1).abort(exitCode: 1)
        let expected = TransportError(message: "rank 2 ended the job with exit code 70")
        for transport in transports {
            #expect(throws: expected) { try transport.poll() }
            #expect(throws: expected) { try transport.post(OutgoingRound(shape: Self.shape, size: 3)) }
        }
        #expect(throws: expected) { try cluster.network(for: 0).open(Self.shape) }
        #expect(cluster.abort == SimulatedAbort(rank: 2, exitCode: 70))
    }

    @Test func abort_wakesRankThatOpens() throws {
        let cluster = SimulatedCluster(ranks: 2, seed: 1)
        let texts = try cluster.onEveryRank { network -> String in
            if network.rank == 1 { network.abort(exitCode: 5) }
            do {
                _ = try network.open(Self.shape)
                return "opened"
            } catch { return "\(error)" }
        }
        #expect(texts == Array(repeating: "rank 1 ended the job with exit code 5", count: 2))
    }

    @Test func open_differentShapes_failsOnAllRanksAlike() throws {
        let cluster = SimulatedCluster(ranks: 3, seed: 1)
        let texts = try cluster.onEveryRank { network -> String in
            var shape = Self.shape
            if network.rank == 2 { shape.sums = 9 }
            do {
                _ = try network.open(shape)
                return "opened"
            } catch { return "\(error)" }
        }
        #expect(Set(texts).count == 1)
        #expect(texts[0].contains("1 minima and 1 sums") && texts[0].contains("rank 2 of 64 bytes per segment"))
    }

    @Test func open_missingRank_namesIt() {
        let cluster = SimulatedCluster(ranks: 3, seed: 1, patience: .milliseconds(20))
        let error = #expect(throws: TransportError.self) { try cluster.network(for: 1).open(Self.shape) }
        #expect(error?.message.contains("for ranks [0, 2] to open transport 0") == true)
    }

    @Test func open_roundInFlight_isRefused() throws {
        let cluster = SimulatedCluster(ranks: 1, seed: 1)
        let network = cluster.network(for: 0)
        let transport = try network.open(Self.shape)
        try transport.post(OutgoingRound(shape: Self.shape, size: 1))
        let error = #expect(throws: TransportError.self) { try network.open(Self.shape) }
        #expect(error?.message.contains("rank 0 opens a transport while rounds") == true)
    }

    @Test func post_replacedTransport_isRefused() throws {
        let network = SimulatedCluster(ranks: 1, seed: 1).network(for: 0)
        let earlier = try network.open(Self.shape)
        _ = try network.open(Self.shape)
        #expect(throws: TransportError(message: "rank 0 posts to a transport that a later one has replaced")) {
            try earlier.post(OutgoingRound(shape: Self.shape, size: 1))
        }
    }

    @Test func poll_roundChangedInFlight_isAnError() throws {
        let transport = try SimulatedCluster(ranks: 1, seed: 1, delays: .none).network(for: 0).open(Self.shape)
        let round = OutgoingRound(shape: Self.shape, size: 1)
        try transport.post(round)
        round.sums[0] += 1
        #expect(throws: TransportError(message: "rank 0 changed round 0 while it was in flight")) {
            try transport.poll()
        }
    }

    @Test func poll_sameSeed_takesSameNumberOfPolls() throws {
        #expect(try Self.pollCounts(seed: 3) == Self.pollCounts(seed: 3))
        #expect(try Self.pollCounts(seed: 3) != Self.pollCounts(seed: 4))
    }

    @Test func poll_withinDelays_isBoundedByLongestStall() throws {
        let counts = try Self.pollCounts(seed: 9)
        #expect(counts.allSatisfy { $0 <= SimulatedDelays.varied.longestStall + 1 })
        #expect(counts.contains { $0 > SimulatedDelays.varied.longestDelay + 1 }, "no stall in \(counts.count) rounds")
    }

    @Test(.enabled(if: Launch.isSingle)) func post_deepRound_stopsTheProcess() async {
        await #expect(processExitsWith: .failure) {
            let transport = try LocalNetwork().open(RoundShape(segmentBytes: 8, peerWords: 0, minima: 0, sums: 0))
            for _ in 0...transport.depth { try transport.post(OutgoingRound(shape: transport.shape, size: 1)) }
        }
    }

    @Test(.enabled(if: Launch.isSingle)) func post_ownSegmentFilled_stopsTheProcess() async {
        await #expect(processExitsWith: .failure) {
            let transport = try LocalNetwork().open(RoundShape(segmentBytes: 8, peerWords: 0, minima: 0, sums: 0))
            let round = OutgoingRound(shape: transport.shape, size: 1)
            round.byteCounts[0] = 1
            try transport.post(round)
        }
    }

    /// How many polls each of 200 rounds of a single rank takes.
    private static func pollCounts(seed: UInt64) throws -> [Int] {
        let transport = try SimulatedCluster(ranks: 1, seed: seed).network(for: 0).open(shape)
        let round = OutgoingRound(shape: shape, size: 1)
        return try (0..<200).map { _ in
            try transport.post(round)
            var polls = 1
            while try transport.poll() == nil { polls += 1 }
            return polls
        }
    }
}
