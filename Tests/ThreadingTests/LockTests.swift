import Testing
import Threading

@Suite(.timeLimit(.minutes(10))) struct LockTests {
    @Test func withLock_fromManyThreads_letsInOneAtATime() throws {
        let counter = Counter()
        let threads = try (0..<4).map { _ in
            try EngineThread { for _ in 0..<10_000 { counter.lock.withLock { counter.count += 1 } } }
        }
        for thread in threads { thread.join() }
        #expect(counter.count == 40_000)
    }

    @Test func heldLock_isNotFree_andNotAcquiredWithinThePatience() throws {
        let counter = Counter()
        try counter.lock.withLock {
            let thread = try EngineThread {
                let start = ContinuousClock.now
                if counter.lock.acquire(within: .milliseconds(5)) { counter.count += 1 }
                if counter.lock.withLockIfFree({}) != nil { counter.count += 1 }
                counter.elapsed = start.duration(to: .now)
            }
            thread.join()
        }
        #expect(counter.count == 0)
        #expect(counter.elapsed >= .milliseconds(5))
    }

    @Test func releasedLock_isAcquiredWithinThePatience() throws {
        let counter = Counter()
        counter.lock.acquire()
        let thread = try EngineThread {
            if counter.lock.acquire(within: .seconds(60)) {
                counter.count += 1
                counter.lock.release()
            }
        }
        counter.lock.release()
        thread.join()
        #expect(counter.count == 1)
        #expect(counter.lock.withLockIfFree { true } == true)
    }

    @Test func withLock_thatThrows_releases() {
        let lock = Lock()
        #expect(throws: CancellationError.self) { try lock.withLock { throw CancellationError() } }
        #expect(lock.withLockIfFree { true } == true)
    }

    /// What only the lock, or a join, protects.
    private final class Counter: @unchecked Sendable {
        let lock = Lock()
        var count = 0
        var elapsed = Duration.zero
    }
}
