internal import Records
internal import Threading

/// Threads for tasks that a job waits for. They are not those of Swift's pool: a program that executes a job on one of those may have
/// blocked them all.
package final class TaskThreads: TaskExecutor, @unchecked Sendable {
    /// Tasks that wait hold none.
    private static let count = 4
    package static let shared = TaskThreads()

    private let lock = Lock()
    private var jobs = FIFO<UnownedJob>()
    private var idle: [Parker] = []
    private var started = 0

    private init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (sleeper, isToStart) = lock.withLock { () -> (Parker?, Bool) in
            jobs.append(job)
            if let sleeper = idle.popLast() { return (sleeper, false) }
            guard started < Self.count else { return (nil, false) }
            started += 1
            return (nil, true)
        }
        sleeper?.wake()
        guard isToStart else { return }
        do throws(ThreadError) {
            _ = try EngineThread { self.work() }
        } catch {
            // The others take it; without any, the calling thread does.
            let isAlone = lock.withLock {
                started -= 1
                return started == 0
            }
            if isAlone { runAll() }
        }
    }

    private func work() {
        let parker = Parker()
        while true {
            runAll()
            let isIdle = lock.withLock {
                guard jobs.isEmpty else { return false }
                idle.append(parker)
                return true
            }
            guard isIdle else { continue }
            while !parker.park(microseconds: 1_000_000) {}
        }
    }

    private func runAll() {
        while let job = lock.withLock({ jobs.popFirst() }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
