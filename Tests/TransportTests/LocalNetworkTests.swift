import Testing
import Transport

@Suite(.timeLimit(.minutes(10)))
struct LocalNetworkTests {
    @Test func network_anyRounds_keepsContract() {
        let network = LocalNetwork()
        let checker = ContractChecker(seed: 1, size: 1, roundCount: 100)
        #expect(checker.run(on: network) == nil)
        #expect(checker.run(on: network) == nil)
    }

    @Test func open_roundInFlight_isRefused() throws {
        let network = LocalNetwork()
        let shape = RoundShape(segmentBytes: 1, peerWords: 1, minima: 1, sums: 1)
        let transport = try network.open(shape)
        try transport.post(OutgoingRound(shape: shape, size: 1))
        #expect(throws: TransportError.self) { try network.open(shape) }
    }

    @Test(.enabled(if: Launch.isSingle)) func abort_endsTheProcessWithItsCode() async {
        await #expect(processExitsWith: .exitCode(7)) { LocalNetwork().abort(exitCode: 7) }
    }
}
