import Testing
import Transport

/// Under `mpirun -n` 1 to 4 with `--no-parallel`, these run on all ranks together; under `swift test` on one rank.
/// A process has one such network, with one open transport: every test that opens one is in this suite.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct MPINetworkTests {
    @Test func start_underLauncher_seesAllRanks() throws {
        let network = try MPINetwork.start()
        #expect(network.size == Launch.size)
        #expect((0..<network.size).contains(network.rank))
        #expect(try MPINetwork.start() === network)
    }

    @Test(arguments: 0..<6 as Range<UInt64>)
    func network_anySeed_keepsContract(seed: UInt64) throws {
        let network = try MPINetwork.start()
        let checker = ContractChecker(seed: seed, size: network.size, roundCount: 300)
        #expect(checker.run(on: network) == nil, "rank \(network.rank), seed \(seed)")
    }

    @Test func network_largeSegments_keepsBytes() throws {
        let network = try MPINetwork.start()
        let shape = RoundShape(segmentBytes: 1 << 20, peerWords: 0, minima: 0, sums: 1)
        let transport = try network.open(shape)
        let outgoing = OutgoingRound(shape: shape, size: network.size)
        for peer in 0..<network.size where peer != network.rank {
            outgoing.byteCounts[peer] = shape.segmentBytes - peer
            let value = UInt8(16 * network.rank + peer)
            outgoing.segment(for: peer).initializeMemory(as: UInt8.self, repeating: value)
        }
        outgoing.sums[0] = 1
        for number in 0..<4 as Range<UInt64> {
            try transport.post(outgoing)
            let incoming = try Self.next(of: transport)
            #expect(incoming.number == number)
            #expect(incoming.sums[0] == UInt64(network.size))
            for peer in 0..<network.size where peer != network.rank {
                let payload = incoming.payload(from: peer)
                #expect(payload.count == shape.segmentBytes - network.rank)
                #expect(payload.allSatisfy { $0 == UInt8(16 * peer + network.rank) })
            }
            #expect(incoming.payload(from: network.rank).isEmpty)
        }
    }

    @Test func poll_allOfDepthPosted_deliversWithoutFurtherPosts() throws {
        let network = try MPINetwork.start()
        let shape = RoundShape(segmentBytes: 64, peerWords: 1, minima: 1, sums: 1)
        let transport = try network.open(shape)
        #expect(transport.depth >= 2)
        for _ in 0..<transport.depth {
            let round = OutgoingRound(shape: shape, size: network.size)
            for peer in 0..<network.size where peer != network.rank { round.byteCounts[peer] = 64 }
            try transport.post(round)
        }
        for number in 0..<UInt64(transport.depth) { #expect(try Self.next(of: transport).number == number) }
    }

    @Test func open_differentShapes_failsOnAllRanksAlike() throws {
        let network = try MPINetwork.start()
        guard network.size > 1 else { return }
        let shape = RoundShape(segmentBytes: 64, peerWords: network.rank == 1 ? 2 : 1, minima: 0, sums: 0)
        let error = #expect(throws: TransportError.self) { try Self.firstRound(of: network, shape) }
        #expect(error?.message.contains("rank 1 of 64 bytes per segment, 2 peer words") == true)
    }

    @Test func open_roundInFlight_failsOnAllRanksAlike() throws {
        let network = try MPINetwork.start()
        let shape = RoundShape(segmentBytes: 64, peerWords: 0, minima: 0, sums: 0)
        let transport = try network.open(shape)
        let last = network.size - 1
        for _ in 0..<2 { try transport.post(OutgoingRound(shape: shape, size: network.size)) }
        _ = try Self.next(of: transport)
        if network.rank != last { _ = try Self.next(of: transport) }
        let error = #expect(throws: TransportError.self) { try Self.firstRound(of: network, shape) }
        #expect(error?.message.contains("rank \(last) opens a transport while rounds") == true)
        if network.rank == last { _ = try Self.next(of: transport) }
    }

    @Test func post_replacedTransport_isRefused() throws {
        let network = try MPINetwork.start()
        let shape = RoundShape(segmentBytes: 64, peerWords: 0, minima: 0, sums: 0)
        let earlier = try network.open(shape)
        _ = try network.open(shape)
        #expect(throws: TransportError.self) { try earlier.post(OutgoingRound(shape: shape, size: network.size)) }
    }

    /// Opens a transport, and takes it as far as its first round.
    private static func firstRound(of network: MPINetwork, _ shape: RoundShape) throws -> IncomingRound {
        let transport = try network.open(shape)
        try transport.post(OutgoingRound(shape: shape, size: network.size))
        return try next(of: transport)
    }

    /// The next round, within a generous deadline.
    private static func next(of transport: any Transport) throws -> IncomingRound {
        let deadline = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < deadline {
            if let round = try transport.poll() { return round }
        }
        throw TransportError(message: "no round within 20 s")
    }
}
