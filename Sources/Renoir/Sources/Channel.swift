internal import Dataflow
internal import Session
internal import Threading

extension StreamContext {
    /// A stream that other threads of the program feed, before the job runs and while it does.
    ///
    /// ```swift
    /// let (readings, sender) = context.channel(of: Double.self, capacity: 1024)
    /// readings.map { $0 * 1.8 + 32 }.forEach { print($0) }
    /// if context.rank == 0 {
    ///     Thread.detachNewThread {
    ///         do {
    ///             while let reading = sensor.next() { try sender.send(reading) }
    ///         } catch { print("not all readings were taken: \(error)") }
    ///         sender.finish()
    ///     }
    /// }
    /// try context.execute()
    /// ```
    ///
    /// Local: the records start on the first worker of rank 0, in the order in which they were sent; one that waits for
    /// more hands on at once what it has. The stream ends behind what was sent before ``ChannelSender/finish()``, or before
    /// the last copy of the sender is gone; until then the job runs. No record that `send` took is left out of a job that
    /// succeeds.
    ///
    /// - Parameters:
    ///   - capacity: Records that may wait to be taken, also before the job starts. With fewer than 1 it doesn't start.
    ///   - startTimeout: How long a `send` for which there is no room waits for the job to start.
    public func channel<Element: Sendable>(
        of type: Element.Type, capacity: Int, startTimeout: Duration = .seconds(60)
    ) -> (stream: DataStream<Element>, sender: ChannelSender<Element>) {
        if capacity < 1 {
            graph.note(
                JobError(
                    .graph, "a channel for \(capacity) records; one is the least",
                    operator: "channel (#\(graph.nodes.count))"))
        }
        let queue = ChannelQueue<Element>(capacity: capacity, isHere: rank == 0, startTimeout: startTimeout)
        whenOver { queue.close() }
        let stream: DataStream<Element> = add(
            SourceNode(
                name: "channel", replication: .one,
                makeState: { _, parker in ChannelReceiver(queue, parker) },
                emission: { cursor, output, receiver in
                    let taken = receiver.pointee.queue.take(
                        into: output + cursor.produced, atMost: cursor.capacity - cursor.produced)
                    cursor.produced += taken.count
                    cursor.isPending = !taken.isAtEnd
                }))
        return (stream, ChannelSender(queue))
    }
}

/// The end of a channel from which a job takes. When the job has ended, nobody puts anything in any more.
private final class ChannelReceiver<Element: Sendable> {
    let queue: ChannelQueue<Element>

    init(_ queue: ChannelQueue<Element>, _ parker: Parker) {
        self.queue = queue
        queue.start(receiver: parker)
    }

    deinit { queue.close() }
}
