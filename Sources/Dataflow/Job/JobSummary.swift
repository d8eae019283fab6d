/// What a job did, over all ranks.
public struct JobSummary: Sendable, Equatable {
    /// Records that sources gave.
    public let recordsRead: Int
    /// Records that sinks took.
    public let recordsWritten: Int
    /// Bytes that ranks sent each other, frames' headers included.
    public let bytesExchanged: Int
    /// Rounds of exchange between ranks.
    public let rounds: Int
    /// The most bytes of frames that one rank had on their way at a time, to others and from them; ``RuntimeConfig/exchangeBytes``
    /// bounds each direction.
    public let peakExchangeBytes: Int
    /// The most bytes that operators of one rank kept at a time, which ``RuntimeConfig/stateBytes`` bounds.
    public let peakStateBytes: Int
    /// The most bytes of batches that one rank had for going from worker to worker.
    public let peakPooledBytes: Int
    /// How often workers that all waited for each other had to be let go on. It's 0, or the engine has a fault.
    public let overdrafts: Int
    /// From the start of the workers to the end of the last one, as this rank saw it.
    public let elapsed: Duration

    package init(_ totals: JobTotals, elapsed: Duration) {
        recordsRead = totals.recordsRead
        recordsWritten = totals.recordsWritten
        bytesExchanged = totals.bytesExchanged
        rounds = totals.rounds
        peakExchangeBytes = totals.peakExchangeBytes
        peakStateBytes = totals.peakStateBytes
        peakPooledBytes = totals.peakPooledBytes
        overdrafts = totals.overdrafts
        self.elapsed = elapsed
    }
}

extension JobSummary: CustomStringConvertible {
    public var description: String {
        "\(recordsRead) records in, \(recordsWritten) out, \(bytesExchanged) bytes exchanged in \(rounds) rounds, \(elapsed)"
    }
}
