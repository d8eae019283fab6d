internal import Session
internal import Synchronization
internal import Threading

/// Where a job stands on one rank: what its workers and its rounds tell each other.
final class JobStatus: Sendable {
    private struct State {
        var totals = JobTotals()
        /// How often workers that all waited for each other were let go on.
        var overdrafts = 0
        /// What sleeping workers wait for, by worker.
        var obstacles: [Obstacles]
        /// Which workers sleep, and which have slept at some time since the last report: one that wakes to look around, and
        /// finds nothing, stands still all the same.
        var isAsleep: [Bool]
        var hasSlept: [Bool]

        mutating func sleeps(_ worker: Int, _ waiting: Obstacles) {
            obstacles[worker] = waiting
            isAsleep[worker] = true
            hasSlept[worker] = true
        }

        /// Whether all workers have slept since the last report.
        mutating func haveAllSlept() -> Bool {
            defer { hasSlept = isAsleep }
            return hasSlept.allSatisfy(\.self)
        }
    }

    /// What is so of any epoch.
    let epoch: EpochStatus
    let counters = JobCounters()
    let states: StateBudget
    let pooled = PooledBytes()
    /// What bounded sources of this rank and all others have in all, as far as this rank knows.
    let unitsTotal: Int
    private let lock = Lock()
    private nonisolated(unsafe) var state: State
    private let unfinishedWorkers: Atomic<Int>
    private let sleepingWorkers = Atomic<Int>(0)
    /// Whether a worker that slept has found something to do since the last report.
    private let hasMoved = Atomic<Bool>(true)
    /// Where the workers sleep.
    private let parkers: [Parker]

    init(_ epoch: EpochStatus, parkers: [Parker], unitsTotal: Int, states: StateBudget) {
        self.epoch = epoch
        self.states = states
        self.unitsTotal = unitsTotal
        let workers = parkers.count
        self.parkers = parkers
        unfinishedWorkers = Atomic(workers)
        state = State(
            obstacles: Array(repeating: Obstacles(), count: workers),
            isAsleep: Array(repeating: false, count: workers), hasSlept: Array(repeating: false, count: workers))
    }

    /// nil in a job of one process.
    var rank: Int? { epoch.rank }
    /// Whether workers should stop where they are.
    var isStopping: Bool { epoch.isStopping }

    /// Something went wrong on this rank; the first error counts.
    func fail(_ error: JobError) { epoch.fail(error) }

    /// Whether no worker looks after the rounds.
    var isEverybodyAsleep: Bool {
        sleepingWorkers.load(ordering: .relaxed) >= unfinishedWorkers.load(ordering: .relaxed)
    }

    /// A worker that had slept has found something to do.
    func moved() { hasMoved.store(true, ordering: .relaxed) }

    /// Counts a worker as asleep while `body` runs, for want of what `obstacles` say.
    func asleep(_ worker: Int, _ obstacles: Obstacles, _ body: () -> Void) {
        lock.withLock { state.sleeps(worker, obstacles) }
        sleepingWorkers.wrappingAdd(1, ordering: .relaxed)
        body()
        sleepingWorkers.wrappingSubtract(1, ordering: .relaxed)
        lock.withLock { state.isAsleep[worker] = false }
    }

    /// What all ranks have done, as of the last round.
    var totals: JobTotals {
        lock.withLock {
            var totals = state.totals
            totals.overdrafts = state.overdrafts
            return totals
        }
    }

    /// A worker has nothing more to do.
    func workerFinished(_ worker: Int) {
        lock.withLock { state.sleeps(worker, Obstacles()) }
        moved()
        if unfinishedWorkers.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
            epoch.finish()
        } else {
            epoch.bed.wake()
        }
    }

    /// What to say of a job that stands still.
    func stall() -> JobError {
        let (waiting, overdrafts) = lock.withLock {
            (state.obstacles.reduce(into: Obstacles()) { $0.add($1) }, state.overdrafts)
        }
        let what =
            if waiting.labels.isEmpty { "none of its operators is blocked by an exchange" } else {
                "blocked on this rank: \(Set(waiting.labels).sorted().joined(separator: ", "))"
            }
        let when = overdrafts == 0 ? "" : " after \(overdrafts) overdrafts"
        return JobError(.internal, "the job stands still\(when): all workers wait for each other; \(what)", rank: rank)
    }

    /// Workers were let go on, on all ranks.
    func overdrawn() { lock.withLock { state.overdrafts += 1 } }

    func note(_ totals: JobTotals) { lock.withLock { state.totals = totals } }

    /// Whether all workers sleep and nothing has moved since the last report, and what they wait for.
    func reportStillness() -> (isStill: Bool, obstacles: Obstacles) {
        // Who has been woken will look around as soon as it gets a core.
        let isStill =
            !hasMoved.exchange(false, ordering: .acquiringAndReleasing) && !parkers.contains(where: \.isWakePending)
        return lock.withLock {
            (state.haveAllSlept() && isStill, state.obstacles.reduce(into: Obstacles()) { $0.add($1) })
        }
    }
}
