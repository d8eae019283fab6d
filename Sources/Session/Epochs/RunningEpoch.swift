internal import CEngine
internal import Threading

/// An epoch whose rounds go on, as the rank's own thread sees it.
package struct RunningEpoch {
    /// How long the thread sleeps between two looks, in microseconds.
    private static let standby = 1000
    private static let localStandby = 50_000
    /// How long it sleeps at least and at most while nobody else looks after the rounds.
    private static let attention = 50
    private static let longestSleep = 20_000
    /// Rounds in a row before it looks at anything else.
    private static let mostTurns = 64
    /// Between two reports of progress, in nanoseconds.
    private static let progressInterval: UInt64 = 200_000_000

    let epoch: Epoch
    /// Turns the rounds; whoever has nothing else to do may.
    package let pump: any RoundPump

    /// Watches over the epoch until it's over: turns the rounds, reports progress, and sees to it that a failure gets known.
    ///
    /// - Parameters:
    ///   - isUnattended: Whether nobody else turns the rounds.
    ///   - onProgress: Called now and then.
    package func supervise(isUnattended: () -> Bool = { true }, onProgress: () -> Void = {}) {
        let (status, options) = (epoch.status, epoch.options)
        var nextReport = MonotonicClock.now + Self.progressInterval
        var failedAt: UInt64?
        var isReported = false
        while !pump.isComplete {
            if status.bed.wait(microseconds: patience(isUnattended())) { pump.rung() }
            let now = MonotonicClock.now
            var turns = 0
            while turns < Self.mostTurns, pump.turn(isIdle: isUnattended()) { turns += 1 }
            checkSignals()
            if now >= nextReport {
                nextReport = now + Self.progressInterval
                // Behind the message of a failure there is nothing more to say.
                if !status.isStopping { onProgress() }
            }
            if status.isLost { return }
            if let agreed = status.agreedFailure, agreed.rank == epoch.session.rank, !isReported {
                isReported = true
                if let error = status.error { options.onFailure?(error) }
                status.acknowledge()
            }
            if pump.hasPeers, status.isStopping {
                let since = failedAt ?? now
                failedAt = since
                if now > since + UInt64(options.failureTimeout) * 1_000_000_000 { return }
            }
        }
        if !status.isFinished, status.agreedFailure == nil {
            status.fail(
                JobError(.internal, "the rounds of the \(epoch.kind) have ended before it has", rank: status.rank))
        }
    }

    /// How long the rank's own thread may sleep: while others look after the rounds, until one may be held up by a slow
    /// closure, for which other ranks would wait; while they sleep, as long as nothing is going on.
    private func patience(_ isUnattended: Bool) -> Int {
        let most = isUnattended ? Self.longestSleep : pump.hasPeers ? Self.standby : Self.localStandby
        return isUnattended || pump.isAwaited ? max(Self.attention, min(pump.pause, most)) : most
    }

    private func checkSignals() {
        let signal = epoch.options.endsOnSignals ? renoir_noted_signal() : 0
        guard signal != 0, !epoch.status.isStopping else { return }
        epoch.status.fail(JobError(JobError.Code(exitCode: 128 + signal), "ended by signal \(signal)"))
    }
}
