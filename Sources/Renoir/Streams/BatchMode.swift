internal import Dataflow
internal import Session

/// When records that wait to be sent to another worker go.
public struct BatchMode: Sendable, Equatable {
    let batching: Batching

    /// As soon as there are enough for a batch, and fewer when their worker has nothing else to do: throughput where there
    /// is much, latency where there is little. The default.
    public static let adaptive = BatchMode(batching: .whenIdle)

    /// Each record at once. For few records that somebody waits for.
    public static let single = fixed(records: 1, waiting: false)

    /// Only when there are `records`, or when the stream says something about time, or ends.
    ///
    /// With fewer than 1 the job doesn't start; more than fit a batch are that many.
    public static func fixed(records: Int) -> BatchMode { fixed(records: records, waiting: true) }

    private static func fixed(records: Int, waiting: Bool) -> BatchMode {
        var batching = Batching()
        batching.mostRecords = records
        batching.waitsForFullBatches = waiting
        return BatchMode(batching: batching)
    }
}

extension DataStream {
    /// Says when records that wait to be sent go, for all exchanges that follow in the pipeline.
    ///
    /// ```swift
    /// let alerts = events.batchMode(.single).groupBy { $0.host }
    /// ```
    ///
    /// Local: nothing moves here.
    public func batchMode(_ mode: BatchMode) -> DataStream<Element> {
        if mode.batching.mostRecords < 1 {
            graph.note(JobError(.graph, "batchMode: batches of \(mode.batching.mostRecords) records; one is the least"))
        }
        var stream = self
        stream.batching = mode.batching
        return stream
    }
}
