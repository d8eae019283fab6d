internal import SystemLibrary

/// A mutex of the system's thread library, which thread checkers know.
///
/// Public only so that it's inlined into other modules: each use would be an unspecialised call, with a closure.
public final class Lock {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    package init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        let code = pthread_mutex_init(mutex, nil)
        precondition(code == 0, "pthread_mutex_init returned \(code)")
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    @usableFromInline
    package func acquire() {
        let code = pthread_mutex_lock(mutex)
        precondition(code == 0, "pthread_mutex_lock returned \(code)")
    }

    /// Tries for at most `patience`.
    ///
    /// - Returns: Whether the lock is now held.
    package func acquire(within patience: Duration) -> Bool {
        let deadline = ContinuousClock.now + patience
        while !acquireIfFree() {
            guard ContinuousClock.now < deadline else { return false }
            usleep(100)
        }
        return true
    }

    @usableFromInline
    package func release() {
        let code = pthread_mutex_unlock(mutex)
        precondition(code == 0, "pthread_mutex_unlock returned \(code)")
    }

    /// Tries once.
    ///
    /// - Returns: Whether the lock is now held.
    @usableFromInline
    package func acquireIfFree() -> Bool { pthread_mutex_trylock(mutex) == 0 }

    /// Runs `body` while no other thread holds the lock.
    @inlinable @inline(__always)
    public func withLock<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        acquire()
        defer { release() }
        return try body()
    }

    /// Runs `body` if no other thread holds the lock, else returns nil at once.
    @inlinable @inline(__always)
    public func withLockIfFree<Result>(_ body: () throws -> Result) rethrows -> Result? {
        guard acquireIfFree() else { return nil }
        defer { release() }
        return try body()
    }
}

extension Lock: @unchecked Sendable {}
