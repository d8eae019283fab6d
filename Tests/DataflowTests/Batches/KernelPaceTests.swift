import Testing

@testable import Dataflow

struct KernelPaceTests {
    private struct Refusal: Error {}

    @Test func allowance_ofANewPace_isBoundedByTheBatch() {
        let pace = KernelPace()
        #expect((1...3).contains(pace.allowance(of: 3)))
        #expect(pace.allowance(of: 1_000_000) < 1_000_000)
    }

    @Test func run_fastCalls_raiseTheLimit() {
        var pace = KernelPace()
        let first = pace.allowance(of: .max)
        // One of them may be interrupted for longer than calls should take.
        var largest = first
        for _ in 0..<100 {
            pace.run(pace.allowance(of: .max)) {}
            largest = max(largest, pace.allowance(of: .max))
        }
        #expect(largest > first)
    }

    @Test func run_callThrows_passesItOn() {
        var pace = KernelPace()
        #expect(throws: Refusal.self) { try pace.run(1) { throw Refusal() } }
    }
}
