internal import Synchronization
internal import Threading

/// Where a job stands on one rank: what its workers, its exchange and its main thread tell each other.
final class JobStatus: Sendable {
    /// What goes into a round.
    struct Report {
        var failure: Agreement.Failure?
        var isFinished: Bool
        var isAcknowledged: Bool
        var bytesSent: Int
        var unitsRead: Int
        var unitsTotal: Int
        var recordsRead: Int
        var recordsWritten: Int
    }

    private struct State {
        var error: JobError?
        var isLost = false
        var agreed: Agreement.Failure?
        var isAcknowledged = false
        var totals = JobTotals()
        var bytesSent = 0
    }

    let counters = JobCounters()
    private let rank: Int
    /// What bounded sources of this rank and all others have in all, as far as this rank knows.
    let unitsTotal: Int
    private let lock = Lock()
    private nonisolated(unsafe) var state = State()
    private let unfinishedWorkers: Atomic<Int>
    private let stopping = Atomic<Bool>(false)
    private let urgent = Atomic<Bool>(false)
    private let sleepingWorkers = Atomic<Int>(0)
    /// Where the main thread sleeps.
    let bed: any Waking

    init(rank: Int, workers: Int, unitsTotal: Int, bed: any Waking) {
        self.bed = bed
        self.rank = rank
        self.unitsTotal = unitsTotal
        unfinishedWorkers = Atomic(workers)
    }

    /// Whether workers should stop where they are.
    var isStopping: Bool { stopping.load(ordering: .acquiring) }
    /// Whether all workers of this rank have come to the end of their streams.
    var isFinished: Bool { unfinishedWorkers.load(ordering: .acquiring) == 0 }
    /// Whether other ranks should hear of something at once.
    var isUrgent: Bool { urgent.load(ordering: .relaxed) }

    /// Whether no worker looks after the exchange.
    var isEverybodyAsleep: Bool {
        sleepingWorkers.load(ordering: .relaxed) >= unfinishedWorkers.load(ordering: .relaxed)
    }

    /// Counts a worker as asleep while `body` runs.
    func asleep(_ body: () -> Void) {
        sleepingWorkers.wrappingAdd(1, ordering: .relaxed)
        body()
        sleepingWorkers.wrappingSubtract(1, ordering: .relaxed)
    }

    var error: JobError? { lock.withLock { state.error } }
    /// Whether the other ranks can't be reached any more.
    var isLost: Bool { lock.withLock { state.isLost } }
    var agreedFailure: Agreement.Failure? { lock.withLock { state.agreed } }
    var totals: JobTotals { lock.withLock { state.totals } }

    /// A worker has nothing more to do.
    func workerFinished() {
        if unfinishedWorkers.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
            urgent.store(true, ordering: .relaxed)
            bed.wake()
        }
    }

    /// Something went wrong on this rank; the first error counts.
    func fail(_ error: JobError) {
        lock.withLock {
            if state.error == nil { state.error = error }
        }
        stopping.store(true, ordering: .releasing)
        urgent.store(true, ordering: .relaxed)
        bed.wake()
    }

    /// The other ranks can't be reached, so nothing can be agreed with them.
    func lost(_ error: JobError) {
        lock.withLock { state.isLost = true }
        fail(error)
    }

    /// All ranks know of a failure.
    func agreed(_ failure: Agreement.Failure, rank: Int) {
        lock.withLock { if state.agreed == nil { state.agreed = failure } }
        stopping.store(true, ordering: .releasing)
        bed.wake()
    }

    /// The failure that was agreed on has been reported.
    func acknowledge() {
        lock.withLock { state.isAcknowledged = true }
        urgent.store(true, ordering: .relaxed)
    }

    func countSent(_ bytes: Int) { lock.withLock { state.bytesSent += bytes } }

    func note(_ totals: JobTotals) { lock.withLock { state.totals = totals } }

    func report() -> Report {
        // First the flag goes down, then the state is read: what comes in between raises it again.
        urgent.store(false, ordering: .sequentiallyConsistent)
        let isFinished = isFinished
        return lock.withLock {
            Report(
                failure: state.error.map { Agreement.Failure(rank: rank, exitCode: $0.code.exitCode) },
                isFinished: isFinished, isAcknowledged: state.isAcknowledged, bytesSent: state.bytesSent,
                unitsRead: counters.unitsRead, unitsTotal: unitsTotal, recordsRead: counters.recordsRead,
                recordsWritten: counters.recordsWritten)
        }
    }
}
