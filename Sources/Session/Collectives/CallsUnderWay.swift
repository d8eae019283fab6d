internal import Transport

/// The collectives of one rank that aren't complete: who polls one of them advances all.
///
/// Ranks may wait for them in different orders. If each polled only what it waits for, two ranks could wait for each
/// other's part of what the other one doesn't poll.
final class CallsUnderWay {
    private var calls: [CollectiveCall] = []

    func add(_ call: CollectiveCall) { calls.append(call) }

    /// Advances all, and says whether `call` is complete. An error of another one is told to whoever polls that one.
    func poll(_ call: CollectiveCall) throws(TransportError) -> Bool {
        for other in calls where other !== call { _ = try? other.poll() }
        defer { calls.removeAll { $0.isOver } }
        return try call.poll()
    }
}

extension CallsUnderWay: @unchecked Sendable {}
