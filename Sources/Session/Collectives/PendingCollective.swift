internal import SystemLibrary
public import Transport

/// A collective that this rank has called and that may be complete or not.
///
/// ```swift
/// let total = collectives.allReduce([1.5]) { $0 + $1 }
/// while try !total.poll() { try pump.turn() }
/// print(total.output)
/// ```
///
/// It is not thread-safe: one owner at a time uses it; in an epoch, its rounds advance it meanwhile. If it is dropped early, polls of later ones still carry it out.
public final class PendingCollective<Output> {
    private let call: CollectiveCall
    private let underWay: CallsUnderWay
    private let rank: Int
    private let makeOutput: () -> Output
    private var result: Output?

    init(_ call: CollectiveCall, of underWay: CallsUnderWay, rank: Int, output: @escaping () -> Output) {
        self.call = call
        self.underWay = underWay
        self.rank = rank
        makeOutput = output
    }

    /// Advances this and all other collectives of the same ``Collectives``, and says whether this one is complete on this rank.
    ///
    /// Local; never waits. It is complete when this rank has what it gets and others have taken, or can take without it,
    /// what it gives.
    ///
    /// - Throws: `TransportError`, on every later call too: on all ranks alike if one of them can't take part or calls
    ///   another collective, or calls it with elements of another type, another root or other counts; if the
    ///   exchange failed, or a rank ended the job.
    public func poll() throws(TransportError) -> Bool {
        guard result == nil else { return true }
        guard try underWay.poll(call) else { return false }
        result = makeOutput()
        return true
    }

    /// What this rank gets.
    ///
    /// - Precondition: `poll` has returned `true`.
    public var output: Output {
        guard let result else { preconditionFailure("rank \(rank) reads \(call.declaration.name) before its end") }
        return result
    }

    /// Polls until the collective is complete.
    ///
    /// ```swift
    /// let total = try collectives.allReduce([1.5], combining: +).wait(atMost: .seconds(10))
    /// ```
    ///
    /// - Parameters:
    ///   - limit: How long this rank waits for the others.
    ///   - turn: Called between polls, so that other things of this rank go on.
    /// - Throws: What `poll` throws, or what `turn` does, and a `TransportError` that names the collective if it isn't
    ///   complete in time, or if the epoch fails in which it waits. It may be waited for again then.
    public func wait(
        atMost limit: Duration = .seconds(60), meanwhile turn: () throws(TransportError) -> Void = {}
    ) throws(TransportError) -> Output {
        let deadline = ContinuousClock.now + limit
        let epoch = underWay.currentEpoch
        var polls = 0
        while try !poll() {
            try turn()
            // Others may never call it then.
            if epoch?.isStopping ?? false {
                throw TransportError(
                    message: "rank \(rank) waits for \(call.declaration.name) no longer: a rank has failed")
            }
            guard ContinuousClock.now < deadline else { throw lateness(limit) }
            polls += 1
            pause(after: polls)
        }
        return output
    }

    private func lateness(_ limit: Duration) -> TransportError {
        let reason =
            underWay.isAgreed(call)
            ? "all ranks have called it, and what they give each other doesn't arrive"
            : "not all ranks have called it, so that it can't start"
        return TransportError(message: "rank \(rank) waited \(limit) for \(call.declaration.name): \(reason)")
    }

    /// Gives the core away; a rank that waits for one that hasn't called yet sleeps before long.
    private func pause(after polls: Int) {
        if underWay.isAgreed(call) || polls < 1000 { sched_yield() } else { usleep(50) }
    }
}

extension PendingCollective: @unchecked Sendable where Output: Sendable {}
