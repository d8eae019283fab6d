/// How ranks watch over each other in an epoch.
package struct EpochOptions: Sendable {
    /// How long a rank waits to hear from the others, in seconds.
    package var silenceTimeout: Int
    /// How long ranks wait for each other at the start, in seconds.
    package var startTimeout = 600
    /// How long a rank that fails waits for the others to take note, in seconds.
    package var failureTimeout = 2
    /// Whether SIGINT and SIGTERM end the epoch, and nothing else, until it has ended.
    package var endsOnSignals = false
    /// Whether ranks of one host have memory that both see.
    package var sharesMemory = true
    /// Called once on one rank, before any rank ends for a failure.
    package var onFailure: (@Sendable (JobError) -> Void)?
    /// Called before this rank ends the program on all of them, where `onFailure` is nil.
    package var onAbort: (@Sendable (JobError) -> Void)?

    package init(silenceTimeout: Int) { self.silenceTimeout = silenceTimeout }
}
