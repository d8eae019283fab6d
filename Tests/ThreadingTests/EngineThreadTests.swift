import Synchronization
import Testing
import Threading

@Suite struct EngineThreadTests {
    @Test func join_waitsForTheBody_alsoTwice() throws {
        let steps = Steps()
        let parker = Parker()
        let thread = try EngineThread {
            parker.park(microseconds: 60_000_000)
            steps.count.add(1, ordering: .relaxed)
        }
        #expect(steps.count.load(ordering: .relaxed) == 0)
        parker.wake()
        thread.join()
        thread.join()
        #expect(steps.count.load(ordering: .relaxed) == 1)
    }

    /// Far more than other threads have: user code may call itself.
    @Test func stack_isDeep() throws {
        let steps = Steps()
        try EngineThread { steps.descend(toDepth: 8 << 20) }.join()
        #expect(steps.count.load(ordering: .relaxed) > 0)
    }

    private final class Steps: Sendable {
        let count = Atomic(0)

        /// Calls itself until that many bytes of stack are in use.
        func descend(toDepth bytes: Int, from top: UInt? = nil) {
            var here = 0
            let place = withUnsafePointer(to: &here) { UInt(bitPattern: $0) }
            guard (top ?? place) - place < UInt(bytes) else { return }
            descend(toDepth: bytes, from: top ?? place)
            count.add(1, ordering: .relaxed)
        }
    }
}
