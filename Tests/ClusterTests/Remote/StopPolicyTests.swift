import SystemLibrary
import Testing

@testable import Cluster

@Suite struct StopPolicyTests {
    @Test(arguments: [SIGUSR1, SIGUSR2])
    func signalOfTheProgram_isPassedOn_andEndsNothing(signal: Int32) {
        var policy = StopPolicy()
        #expect(policy.answer(to: signal, at: 0) == signal)
        #expect(policy.firstSignal == nil)
        #expect(!policy.isOverdue(at: .max))
    }

    @Test func secondRequest_kills_butItsEchoDoesNot() {
        var policy = StopPolicy()
        #expect(policy.answer(to: SIGTERM, at: 1000) == SIGTERM)
        #expect(policy.answer(to: SIGTERM, at: 1000 + StopPolicy.echo - 1) == nil)
        #expect(policy.answer(to: SIGINT, at: 1000 + StopPolicy.echo) == SIGKILL)
        #expect(policy.firstSignal == SIGTERM)
    }

    @Test func launcher_thatDoesNotEnd_isOverdue() {
        var policy = StopPolicy()
        _ = policy.answer(to: SIGINT, at: 5)
        #expect(!policy.isOverdue(at: 4 + StopPolicy.patience))
        #expect(policy.isOverdue(at: 5 + StopPolicy.patience))
    }
}
