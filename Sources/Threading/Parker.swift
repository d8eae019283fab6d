internal import SystemLibrary

/// Where one thread sleeps until another one wakes it, or its time is over.
///
/// A wake that comes before the sleep is not lost: the next `park` returns at once.
package final class Parker: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>
    private var isWoken = false

    package init() {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        #if !canImport(Darwin)
            pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        #endif
        let codes = (pthread_mutex_init(mutex, nil), pthread_cond_init(condition, &attributes))
        precondition(codes == (0, 0), "the thread library returned \(codes)")
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Lets the parked thread go on, or the next one that parks.
    package func wake() {
        pthread_mutex_lock(mutex)
        isWoken = true
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Whether it was woken and the parked thread has not gone on yet.
    package var isWakePending: Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return isWoken
    }

    /// Sleeps until woken, `microseconds` at most.
    ///
    /// - Returns: Whether it was woken.
    @discardableResult
    package func park(microseconds: Int) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        if !isWoken {
            #if canImport(Darwin)
                var span = timespec(tv_sec: microseconds / 1_000_000, tv_nsec: microseconds % 1_000_000 * 1000)
                pthread_cond_timedwait_relative_np(condition, mutex, &span)
            #else
                var deadline = timespec()
                clock_gettime(CLOCK_MONOTONIC, &deadline)
                let nanoseconds = deadline.tv_nsec + microseconds % 1_000_000 * 1000
                deadline.tv_sec += microseconds / 1_000_000 + nanoseconds / 1_000_000_000
                deadline.tv_nsec = nanoseconds % 1_000_000_000
                while !isWoken, pthread_cond_timedwait(condition, mutex, &deadline) == 0 {}
            #endif
        }
        defer { isWoken = false }
        return isWoken
    }
}
