internal import CEngine
internal import Session
internal import Threading

/// What a rank's own thread does while the workers run.
struct Supervision {
    /// How long it sleeps between two looks, in microseconds.
    private static let standby = 1000
    private static let localStandby = 50_000
    /// How long it sleeps at least and at most while the workers sleep too.
    private static let attention = 50
    private static let longestSleep = 20_000
    /// Rounds in a row before it looks at anything else.
    private static let mostTurns = 64
    /// Between two reports of progress, in nanoseconds.
    private static let progressInterval: UInt64 = 200_000_000

    let status: JobStatus
    let pump: any RoundPump
    let rank: Int
    let options: JobOptions

    /// Watches over the job on the rank's own thread: turns the rounds when workers are busy, reports progress, and sees
    /// to it that a failure gets known.
    func run() {
        var nextReport = MonotonicClock.now + Self.progressInterval
        var failedAt: UInt64?
        var isReported = false
        while !pump.isComplete {
            if status.bed.wait(microseconds: patience) { pump.rung() }
            let now = MonotonicClock.now
            var turns = 0
            while turns < Self.mostTurns, pump.turn(isIdle: status.isEverybodyAsleep) { turns += 1 }
            checkSignals()
            if now >= nextReport {
                nextReport = now + Self.progressInterval
                // Behind the message of a failure there is nothing more to say.
                if !status.isStopping { options.onProgress?(status.totals) }
            }
            if status.isLost { return }
            if let agreed = status.agreedFailure, agreed.rank == rank, !isReported {
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
            status.fail(JobError(.internal, "the rounds of the job have ended before it has", rank: status.rank))
        }
    }

    /// How long the rank's own thread may sleep: while workers look after the rounds, until one may be held up by a slow
    /// closure, for which other ranks would wait; while they sleep, as long as nothing is going on.
    private var patience: Int {
        let most =
            if status.isEverybodyAsleep { Self.longestSleep } else if pump.hasPeers { Self.standby } else {
                Self.localStandby
            }
        return status.isEverybodyAsleep || pump.isAwaited ? max(Self.attention, min(pump.pause, most)) : most
    }

    private func checkSignals() {
        let signal = options.endsOnSignals ? renoir_noted_signal() : 0
        guard signal != 0, !status.isStopping else { return }
        status.fail(JobError(JobError.Code(exitCode: 128 + signal), "ended by signal \(signal)"))
    }
}
