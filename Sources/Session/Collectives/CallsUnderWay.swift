internal import Synchronization
internal import Threading
internal import Transport

/// The collectives of one rank that aren't complete: who polls one of them advances all, and so does who turns the rounds of an
/// epoch.
///
/// Ranks may wait for them in different orders. If each polled only what it waits for, two ranks could wait for each
/// other's part of what the other one doesn't poll.
final class CallsUnderWay: Sendable {
    private let lock = Lock()
    private nonisolated(unsafe) var calls: [CollectiveCall] = []
    /// The epoch in which they are, if they are in one.
    private nonisolated(unsafe) var epoch: EpochStatus?
    /// As many as there are in `calls`, for whoever looks in passing.
    private let count = Atomic<Int>(0)

    /// Whether there are any.
    var isAny: Bool { count.load(ordering: .relaxed) > 0 }

    /// Adds what `make` returns; one thread at a time makes one.
    func add(_ make: () -> CollectiveCall) -> CollectiveCall {
        let (call, current) = lock.withLock { () -> (CollectiveCall, EpochStatus?) in
            let call = make()
            calls.append(call)
            count.store(calls.count, ordering: .relaxed)
            return (call, epoch)
        }
        // Whoever turns the rounds may be asleep.
        current?.bed.wake()
        return call
    }

    /// Advances all, and says whether `call` is complete. An error of another one is told to whoever polls that one.
    func poll(_ call: CollectiveCall) throws(TransportError) -> Bool {
        try lock.withLock { () throws(TransportError) in
            defer { forgetOld() }
            for other in calls where other !== call { _ = try? other.poll() }
            return try call.poll()
        }
    }

    /// Advances all, unless another thread is at it.
    func advance() {
        guard isAny, lock.acquireIfFree() else { return }
        defer { lock.release() }
        for call in calls { _ = try? call.poll() }
        forgetOld()
    }

    private func forgetOld() {
        calls.removeAll { $0.isOver }
        count.store(calls.count, ordering: .relaxed)
    }

    /// Whether all ranks are known to have called `call`.
    func isAgreed(_ call: CollectiveCall) -> Bool { lock.withLock { call.isAgreed } }

    /// From now on they are in `epoch`; nil if they are in none.
    func follow(_ epoch: EpochStatus?) { lock.withLock { self.epoch = epoch } }

    /// The epoch in which they are.
    var currentEpoch: EpochStatus? { lock.withLock { epoch } }
}
