/// What a job did, over all ranks.
public struct JobSummary: Sendable, Equatable {
    private let totals: JobTotals

    /// Records that sources gave.
    public var recordsRead: Int { totals.recordsRead }
    /// Records that sources passed over, because they could not be read.
    public var recordsSkipped: Int { totals.recordsSkipped }
    /// Records that came too late for their windows, each counted once by each operator that it was too late for.
    public var recordsLate: Int { totals.recordsLate }
    /// Records that sinks took.
    public var recordsWritten: Int { totals.recordsWritten }
    /// Bytes that ranks sent each other, frames' headers included.
    public var bytesExchanged: Int { totals.bytesExchanged }
    /// Those of them that lay in memory which both ranks see, and were not copied: ranks of one host have such memory.
    public var bytesShared: Int { totals.bytesShared }
    /// Rounds of exchange between ranks.
    public var rounds: Int { totals.rounds }
    /// The most bytes of frames that one rank had on their way at a time, to others and from them; ``RuntimeConfig/exchangeBytes``
    /// bounds each direction.
    public var peakExchangeBytes: Int { totals.peakExchangeBytes }
    /// The most bytes that operators of one rank kept at a time, which ``RuntimeConfig/stateBytes`` bounds.
    public var peakStateBytes: Int { totals.peakStateBytes }
    /// The most bytes of batches that one rank had for going from worker to worker.
    public var peakPooledBytes: Int { totals.peakPooledBytes }
    /// How often workers that all waited for each other had to be let go on. It's 0, or the engine has a fault.
    public var overdrafts: Int { totals.overdrafts }
    /// From the start of the workers to the end of the last one, as this rank saw it.
    public let elapsed: Duration

    package init(_ totals: JobTotals, elapsed: Duration) {
        self.totals = totals
        self.elapsed = elapsed
    }
}

extension JobSummary: CustomStringConvertible {
    public var description: String {
        "\(recordsRead) records in, \(recordsWritten) out" + (recordsLate > 0 ? ", \(recordsLate) late" : "")
            + ", \(bytesExchanged) bytes exchanged in \(rounds) rounds, \(elapsed)"
    }
}
