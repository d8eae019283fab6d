package import Session

/// How a job runs.
package struct JobOptions: Sendable {
    /// Workers of this rank.
    package var threads: Int
    /// Bytes of records in a batch.
    package var batchBytes: Int
    /// Bytes that may be on their way from other ranks to this one.
    package var exchangeBytes: Int
    /// Bytes that the operators of a rank may keep between records.
    package var stateBytes: Int
    /// Bytes that the process may have in all; a job that needs more to start with doesn't.
    package var memoryBytes = Int.max
    /// How often workers that all wait for each other are let go on before the job ends with an error.
    package var mostOverdrafts: Int
    /// The seed of hashes.
    package var seed: UInt64
    /// How long a rank waits to hear from the others while a job runs, in seconds.
    package var silenceTimeout: Int
    /// How long ranks wait for each other at the start, in seconds.
    package var startTimeout = 600
    /// Whether SIGINT and SIGTERM end the job, and nothing else, until it has ended.
    package var endsOnSignals = false
    /// Whether ranks of one host hand records to each other in memory that both see.
    package var sharesMemory = true
    /// How long a rank that fails waits for the others to take note, in seconds.
    package var failureTimeout = 2
    /// Where this rank may run, passed on to all ranks as it is; at most 1 KiB.
    package var seat = ""
    /// Makes further tenants of the job's rounds, the same on all ranks.
    package var makeTenants: @Sendable (TenantSite) -> [any RoundTenant] = { _ in [] }
    /// Called once all ranks have met, with them in their order.
    package var onStart: (@Sendable ([JobMember]) -> Void)?
    /// Called now and then on the rank's own thread, with what all ranks have done.
    package var onProgress: (@Sendable (JobTotals) -> Void)?
    /// Called on rank 0 with what a user should know about the settings.
    package var onNotice: (@Sendable (String) -> Void)?
    /// Called once on one rank, before any rank ends for a failure.
    package var onFailure: (@Sendable (JobError) -> Void)?
    /// Called before this rank ends the program on all of them, where `onFailure` is nil.
    package var onAbort: (@Sendable (JobError) -> Void)?

    package init(
        threads: Int, batchBytes: Int, exchangeBytes: Int, stateBytes: Int, mostOverdrafts: Int, seed: UInt64,
        silenceTimeout: Int
    ) {
        self.threads = threads
        self.batchBytes = batchBytes
        self.exchangeBytes = exchangeBytes
        self.stateBytes = stateBytes
        self.mostOverdrafts = mostOverdrafts
        self.seed = seed
        self.silenceTimeout = silenceTimeout
    }
}
