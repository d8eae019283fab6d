/// The end of a channel into which records are put; it may be used from any thread, and from several.
///
/// Copies are one sender: ``finish()`` on any of them ends the channel for all, and so does the end of the last one.
public struct ChannelSender<Element: Sendable>: Sendable {
    private let end: SendingEnd<Element>

    init(_ queue: ChannelQueue<Element>) { end = SendingEnd(queue) }

    /// Puts a record into the channel; waits while it's full.
    ///
    /// ```swift
    /// do {
    ///     try sender.send(reading)
    /// } catch ChannelError.jobEnded {
    ///     // Nobody wants any more of them.
    /// }
    /// ```
    ///
    /// It waits as long as the job runs, and before that for the `startTimeout` of the channel. A closure of the job should
    /// not send to it: its worker may be the one that has to make room.
    ///
    /// - Throws: ``ChannelError``, and then the record is not in the channel.
    /// - Complexity: O(1).
    public func send(_ record: Element) throws(ChannelError) { try end.queue.put(record) }

    /// Says that nothing more comes: the stream ends behind what was sent. May be called more than once.
    public func finish() { end.queue.finish() }
}

/// What all copies of a sender share: with the last of them the channel ends.
private final class SendingEnd<Element: Sendable>: Sendable {
    let queue: ChannelQueue<Element>

    init(_ queue: ChannelQueue<Element>) { self.queue = queue }

    deinit { queue.finish() }
}
