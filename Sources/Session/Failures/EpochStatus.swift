internal import Synchronization
package import Threading

/// Where an epoch stands on one rank: what whoever works in it, its rounds and the rank's own thread tell each other.
package final class EpochStatus: Sendable {
    private struct State {
        var error: JobError?
        var isLost = false
        var agreed: Agreement.Failure?
        var isAcknowledged = false
    }

    /// This rank, as messages name it; nil if it's alone.
    package let rank: Int?
    /// Where the rank's own thread sleeps.
    package let bed: any Waking
    private let lock = Lock()
    private nonisolated(unsafe) var state = State()
    private let finished = Atomic<Bool>(false)
    private let stopping = Atomic<Bool>(false)
    private let urgent = Atomic<Bool>(false)

    package init(rank: Int?, bed: any Waking) {
        self.rank = rank
        self.bed = bed
    }

    /// Whether whoever works should stop where it is.
    package var isStopping: Bool { stopping.load(ordering: .acquiring) }
    /// Whether this rank has nothing more to do.
    var isFinished: Bool { finished.load(ordering: .acquiring) }
    /// Whether other ranks should hear of something at once.
    var isUrgent: Bool { urgent.load(ordering: .relaxed) }
    /// What went wrong on this rank.
    package var error: JobError? {
        guard var error = lock.withLock({ state.error }) else { return nil }
        error.rank = rank
        return error
    }
    /// Whether the other ranks can't be reached any more.
    package var isLost: Bool { lock.withLock { state.isLost } }
    var agreedFailure: Agreement.Failure? { lock.withLock { state.agreed } }

    /// This rank has nothing more to do. The epoch ends when all ranks have said so.
    package func finish() {
        finished.store(true, ordering: .releasing)
        urgent.store(true, ordering: .relaxed)
        bed.wake()
    }

    /// Something went wrong on this rank; the first error counts.
    package func fail(_ error: JobError) { end(with: error, isLost: false) }

    /// The other ranks can't be reached, so nothing can be agreed with them.
    package func lost(_ error: JobError) { end(with: error, isLost: true) }

    /// In one step: whoever sees that the epoch is lost finds the reason.
    private func end(with error: JobError, isLost: Bool) {
        lock.withLock {
            if state.error == nil { state.error = error }
            if isLost { state.isLost = true }
        }
        stopping.store(true, ordering: .releasing)
        urgent.store(true, ordering: .relaxed)
        bed.wake()
    }

    /// All ranks know of a failure.
    func agreed(_ failure: Agreement.Failure) {
        lock.withLock { if state.agreed == nil { state.agreed = failure } }
        stopping.store(true, ordering: .releasing)
        bed.wake()
    }

    /// The failure that was agreed on has been reported.
    func acknowledge() {
        lock.withLock { state.isAcknowledged = true }
        urgent.store(true, ordering: .relaxed)
        bed.wake()
    }

    /// What the other ranks should know of this one's end.
    func reportEnd() -> (failure: JobError.Code?, isFinished: Bool, isAcknowledged: Bool) {
        // First the flag goes down, then the state is read: what comes in between raises it again.
        urgent.store(false, ordering: .sequentiallyConsistent)
        let isFinished = isFinished
        return lock.withLock { (state.error?.code, isFinished, state.isAcknowledged) }
    }
}
