internal import CEngine
internal import Threading
internal import Transport

/// What a rank's own thread does while the workers run.
struct Supervision {
    /// How long it sleeps between two looks, in microseconds.
    private static let standby = 1000
    private static let localStandby = 50_000
    /// Looks in a row, and nanoseconds between two of them, that show that workers without other ranks stand still.
    private static let looksAtAStall = 10
    private static let stallInterval: UInt64 = 50_000_000
    /// How long it sleeps at least and at most while the workers sleep too.
    private static let attention = 50
    private static let longestSleep = 20_000
    /// Rounds in a row before it looks at anything else.
    private static let mostTurns = 64
    /// Between two reports of progress, in nanoseconds.
    private static let progressInterval: UInt64 = 200_000_000

    let status: JobStatus
    /// What moves records between ranks; nil in a job of one.
    let exchange: Exchange?
    let edges: [Edge]
    let network: (any Network)?
    let options: JobOptions

    /// Watches over the job on the rank's own thread: turns the exchange when workers are busy, reports progress, and sees
    /// to it that a failure gets known.
    func run() {
        var nextReport = MonotonicClock.now + Self.progressInterval
        var failedAt: UInt64?
        var isReported = false
        var stalls = StallDetector(patience: Self.looksAtAStall, mostOverdrafts: options.mostOverdrafts)
        var nextLook = MonotonicClock.now + Self.stallInterval
        while !isOver {
            if status.bed.wait(microseconds: patience) { exchange?.rung() }
            let now = MonotonicClock.now
            var turns = 0
            while turns < Self.mostTurns, exchange?.turn(isIdle: status.isEverybodyAsleep) ?? false { turns += 1 }
            checkSignals()
            if exchange == nil, now >= nextLook {
                nextLook = now + Self.stallInterval
                look(for: &stalls)
            }
            if now >= nextReport {
                nextReport = now + Self.progressInterval
                // Behind the message of a failure there is nothing more to say.
                if !status.isStopping { options.onProgress?(status.totals) }
            }
            if status.isLost { return }
            if let agreed = status.agreedFailure, agreed.rank == network?.rank, !isReported {
                isReported = true
                if let error = status.error { options.onFailure?(error) }
                status.acknowledge()
            }
            if exchange != nil, status.isStopping {
                let since = failedAt ?? now
                failedAt = since
                if now > since + UInt64(options.failureTimeout) * 1_000_000_000 { return }
            }
        }
    }

    /// How long the rank's own thread may sleep: while workers look after the exchange, until one may be held up by a slow
    /// closure; while they sleep, as long as nothing is going on.
    private var patience: Int {
        guard let exchange else { return Self.localStandby }
        guard status.isEverybodyAsleep else { return Self.standby }
        return max(Self.attention, min(exchange.pause, Self.longestSleep))
    }

    /// Between several ranks their rounds show whether the job stands still.
    private func look(for stalls: inout StallDetector) {
        let report = status.report()
        let isStill = report.isStill && !report.isFinished && !report.obstacles.waitsForOutside
        stalls.look(isStill: isStill, blockedEdge: report.obstacles.blockedEdge)?.carryOut(edges, status)
    }

    private func checkSignals() {
        let signal = options.endsOnSignals ? renoir_noted_signal() : 0
        guard signal != 0, !status.isStopping else { return }
        status.fail(JobError(JobError.Code(exitCode: 128 + signal), "ended by signal \(signal)"))
    }

    private var isOver: Bool { exchange?.isComplete ?? (status.isFinished || status.isStopping) }
}
