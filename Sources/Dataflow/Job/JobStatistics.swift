internal import Session

/// The figures of a job: each is a field of `JobTotals` and a line here.
final class JobStatistics: @unchecked Sendable {
    /// What has been taken over of the round that is being delivered.
    @exclusivity(unchecked) private var totals = JobTotals()

    /// What tells them to all ranks, and the totals of each round to `status`.
    static func tenant(of status: JobStatus, _ edges: EdgeTenant, rank: Int) -> StatisticsTenant {
        let round = JobStatistics()
        return StatisticsTenant(round.list(status, edges, rank)) { part in
            round.totals.rounds = part.size > 1 ? Int(part.number) + 1 : 0
            status.note(round.totals)
        }
    }

    private func list(_ status: JobStatus, _ edges: EdgeTenant, _ rank: Int) -> [Statistic] {
        let counters = status.counters
        return [
            Statistic(.sum, { edges.bytesSent }) { self.totals.bytesExchanged = $0 },
            Statistic(.sum, { edges.bytesShared }) { self.totals.bytesShared = $0 },
            Statistic(.sum, { counters.unitsRead }) { self.totals.unitsRead = $0 },
            // All ranks see the same sources: the first one says how large they are.
            Statistic(.sum, { rank == 0 ? status.unitsTotal : 0 }) { self.totals.unitsTotal = $0 },
            Statistic(.sum, { counters.recordsRead }) { self.totals.recordsRead = $0 },
            Statistic(.sum, { counters.recordsSkipped }) { self.totals.recordsSkipped = $0 },
            Statistic(.sum, { counters.recordsLate }) { self.totals.recordsLate = $0 },
            Statistic(.sum, { counters.recordsWritten }) { self.totals.recordsWritten = $0 },
            Statistic(.largest, { edges.queues.peakBytes }) { self.totals.peakExchangeBytes = $0 },
            Statistic(.largest, { status.states.peakBytes }) { self.totals.peakStateBytes = $0 },
            Statistic(.largest, { status.pooled.peak }) { self.totals.peakPooledBytes = $0 },
        ]
    }
}
