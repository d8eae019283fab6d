import SystemLibrary
import Testing

@testable import Cluster

@Suite struct LossPolicyTests {
    @Test func launcher_isAsked_andThenKilled_onceEach() {
        var policy = LossPolicy()
        #expect(policy.signal(at: 1_000_000) == nil)
        policy.note(at: 100)
        #expect(policy.signal(at: 99 + LossPolicy.asking) == nil)
        #expect(policy.signal(at: 100 + LossPolicy.asking) == SIGTERM)
        #expect(policy.signal(at: 101 + LossPolicy.asking) == nil)
        #expect(policy.signal(at: 100 + LossPolicy.patience) == SIGKILL)
        #expect(policy.signal(at: 1_000_000) == nil)
    }

    @Test func code_isOne_whoeverHasNoticedFirst() {
        var policy = LossPolicy()
        #expect(policy.exitCode(137) == 137)
        policy.note(at: 0)
        #expect(policy.exitCode(255) == Attendance.lostHost)
        #expect(policy.exitCode(0) == 0)
    }
}
