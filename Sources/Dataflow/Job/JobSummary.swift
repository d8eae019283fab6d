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
    /// From the start of the workers to the end of the last one, as this rank saw it.
    public let elapsed: Duration

    package init(_ totals: JobTotals, elapsed: Duration) {
        recordsRead = totals.recordsRead
        recordsWritten = totals.recordsWritten
        bytesExchanged = totals.bytesExchanged
        rounds = totals.rounds
        self.elapsed = elapsed
    }
}

extension JobSummary: CustomStringConvertible {
    public var description: String {
        "\(recordsRead) records in, \(recordsWritten) out, \(bytesExchanged) bytes exchanged in \(rounds) rounds, \(elapsed)"
    }
}
