internal import SystemLibrary

/// What a launcher is sent when this process is told to end.
///
/// A signal is passed on as it comes, and Open MPI ends its job at the first that asks for it. When another one comes, or
/// ``patience`` is over, it is killed; the ranks notice that.
struct StopPolicy {
    /// Milliseconds that the launcher has to end a job.
    static let patience: UInt64 = 10_000
    /// Milliseconds in which a second signal is an echo of the first: `timeout` signals a process and then its group.
    static let echo: UInt64 = 500

    private var start: UInt64?
    /// The first signal that asked for the end.
    private(set) var firstSignal: Int32?

    /// Whether `signal` asks for the end of the job.
    static func ends(_ signal: Int32) -> Bool { [SIGHUP, SIGINT, SIGQUIT, SIGTERM].contains(signal) }

    /// What to send for a signal that came at `now`, if anything.
    mutating func answer(to signal: Int32, at now: UInt64) -> Int32? {
        guard Self.ends(signal) else { return signal }
        guard let start else {
            self.start = now
            firstSignal = signal
            // For SIGQUIT, Open MPI has no answer but to end and leave its ranks.
            return signal == SIGQUIT ? SIGTERM : signal
        }
        return now - start < Self.echo ? nil : SIGKILL
    }

    /// Whether the launcher has had its time.
    func isOverdue(at now: UInt64) -> Bool { start.map { now - $0 >= Self.patience } ?? false }
}

extension StopPolicy: Sendable {}
