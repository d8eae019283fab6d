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
    /// How ranks watch over each other. If they share memory, those of one host hand records to each other in it.
    package var epoch: EpochOptions
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

    package init(
        threads: Int, batchBytes: Int, exchangeBytes: Int, stateBytes: Int, mostOverdrafts: Int, seed: UInt64,
        epoch: EpochOptions
    ) {
        self.threads = threads
        self.batchBytes = batchBytes
        self.exchangeBytes = exchangeBytes
        self.stateBytes = stateBytes
        self.mostOverdrafts = mostOverdrafts
        self.seed = seed
        self.epoch = epoch
    }
}
