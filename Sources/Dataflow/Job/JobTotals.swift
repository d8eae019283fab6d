/// What a job has done on all ranks together, as of its last round.
package struct JobTotals: Sendable, Equatable {
    /// Bytes that ranks sent each other.
    package var bytesExchanged = 0
    /// Those of them that lay in memory which both ranks see, and were not copied.
    package var bytesShared = 0
    /// How much of what bounded sources have was read; of 0 in all, nothing can be said.
    package var unitsRead = 0
    package var unitsTotal = 0
    package var recordsRead = 0
    package var recordsSkipped = 0
    package var recordsLate = 0
    package var recordsWritten = 0
    package var rounds = 0
    /// The most that one rank had at a time.
    package var peakExchangeBytes = 0
    package var peakStateBytes = 0
    package var peakPooledBytes = 0
    package var overdrafts = 0
}
