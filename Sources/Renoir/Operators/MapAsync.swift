internal import Dataflow

extension DataStream {
    /// Replaces each record with what a task makes of it: for what waits, as requests to other services do.
    ///
    /// ```swift
    /// let answers = questions.mapAsync(concurrency: 32) { question in try await service.answer(question) }
    /// ```
    ///
    /// Local: no record leaves its worker. Tasks run on threads of their own, beside the workers and Swift's pool; `concurrency` of them at a time on each
    /// worker. Results keep the order of the records, or come as tasks are done. Timestamps stay; a watermark, or the end of a pass, waits for
    /// the tasks of the records before it.
    ///
    /// - Parameters:
    ///   - concurrency: Tasks of one worker that may run, or be done and wait for their turn, at a time. With fewer than 1 the job doesn't start.
    ///   - keepsOrder: Whether a result waits for those of the records before it.
    ///   - transform: Called once per record. What it captures is shared by all workers of a rank. It should heed that tasks are cancelled.
    /// - Throws: Whatever `transform` throws ends the job on all ranks; tasks that run then are cancelled, as are those of which nobody needs
    ///   the result.
    /// - Complexity: A task for each record, about a microsecond.
    public func mapAsync<Output: Sendable>(
        concurrency: Int, keepsOrder: Bool = true, _ transform: @escaping @Sendable (Element) async throws -> Output
    ) -> DataStream<Output> {
        if concurrency < 1 { note("mapAsync(concurrency: \(concurrency)): one task is the least", "mapAsync") }
        return add(
            TaskNode(
                name: "mapAsync", input: port, replication: replication, isTimed: isTimed,
                concurrency: max(1, concurrency), keepsOrder: keepsOrder, transform: transform))
    }
}
