internal import Dataflow
internal import Threading

extension StreamContext {
    /// A stream that other threads of the program feed while the job runs.
    ///
    /// ```swift
    /// let (readings, sender) = context.channel(of: Double.self, capacity: 1024)
    /// let thread = Thread {
    ///     while let value = sensor.next() { try? sender.send(value) }
    ///     sender.finish()
    /// }
    /// ```
    ///
    /// Local: the records start on the first worker of rank 0, in the order in which they were sent; one that waits for
    /// more hands on at once what it has. The job runs until the channel is finished.
    ///
    /// - Parameter capacity: Records that may wait to be taken. With fewer than 1 the job doesn't start.
    public func channel<Element: Sendable>(
        of type: Element.Type, capacity: Int
    ) -> (stream: DataStream<Element>, sender: ChannelSender<Element>) {
        if capacity < 1 {
            graph.note(
                JobError(
                    .graph, "a channel for \(capacity) records; one is the least",
                    operator: "channel (#\(graph.nodes.count))"))
        }
        let channel = Channel<Element>(capacity: capacity, isHere: rank == 0)
        let stream: DataStream<Element> = add(
            SourceNode(
                name: "channel", replication: .one,
                makeState: { _, parker in
                    ChannelReceiver(channel, parker)
                },
                emission: { cursor, output, receiver in
                    let taken = receiver.pointee.channel.take(
                        into: output + cursor.produced, atMost: cursor.capacity - cursor.produced)
                    cursor.produced += taken.count
                    cursor.isPending = !taken.isAtEnd
                }))
        return (stream, ChannelSender(channel))
    }
}

/// The end of a channel into which records are put; it may be used from any thread, and from several.
public struct ChannelSender<Element: Sendable>: Sendable {
    private let channel: Channel<Element>

    init(_ channel: Channel<Element>) { self.channel = channel }

    /// Puts a record into the channel; waits while it's full.
    ///
    /// - Throws: ``ChannelError`` if the channel is finished, if its job has ended, on a rank other than 0, and if it's full
    ///   before the job has started, when nobody would ever make room.
    /// - Complexity: O(1).
    public func send(_ record: Element) throws(ChannelError) { try channel.put(record) }

    /// Says that nothing more comes: the stream ends behind what was sent. May be called more than once.
    public func finish() { channel.finish() }
}

/// Why a record can't be put into a channel.
public struct ChannelError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    /// The channel is full, and no job takes anything out of it yet.
    public static let fullBeforeStart = ChannelError("the channel is full and its job has not started")
    /// The channel was finished, or its job has ended.
    public static let finished = ChannelError("the channel is finished")
    /// Channels are on rank 0.
    public static let onAnotherRank = ChannelError("a channel takes records on rank 0 only")

    private init(_ description: String) { self.description = description }
}

/// The end of a channel from which a job takes. When the job has ended, nobody puts anything in any more.
private final class ChannelReceiver<Element: Sendable> {
    let channel: Channel<Element>

    init(_ channel: Channel<Element>, _ parker: Parker) {
        self.channel = channel
        channel.start(receiver: parker)
    }

    deinit { channel.finish() }
}

/// Records on their way from threads of the program into a job.
final class Channel<Element: Sendable>: @unchecked Sendable {
    /// A sender looks again after this time even if nobody wakes it, in microseconds.
    private static var patience: Int { 10_000 }

    private let capacity: Int
    private let isHere: Bool
    private let lock = Lock()
    private var records = FIFO<Element>()
    private var isFinished = false
    private var receiver: Parker?
    private let room = Parker()

    init(capacity: Int, isHere: Bool) {
        self.capacity = capacity
        self.isHere = isHere
    }

    func start(receiver: Parker) { lock.withLock { self.receiver = receiver } }

    func put(_ record: Element) throws(ChannelError) {
        guard isHere else { throw .onAnotherRank }
        while true {
            let receiver = try lock.withLock { () throws(ChannelError) -> Parker?? in
                guard !isFinished else { throw .finished }
                guard records.count < capacity else {
                    guard self.receiver != nil else { throw .fullBeforeStart }
                    return nil
                }
                records.append(record)
                return .some(self.receiver)
            }
            if let receiver {
                receiver?.wake()
                // Others may wait for the same room.
                room.wake()
                return
            }
            room.park(microseconds: Self.patience)
        }
    }

    /// Takes no more records; those that are there stay.
    func finish() {
        lock.withLock {
            isFinished = true
            return receiver
        }?.wake()
        room.wake()
    }

    /// Moves up to `most` records out.
    func take(into output: UnsafeMutablePointer<Element>, atMost most: Int) -> (count: Int, isAtEnd: Bool) {
        let taken = lock.withLock {
            let count = min(most, records.count)
            for place in 0..<count { (output + place).initialize(to: records.popFirst()!) }
            return (count, isFinished && records.isEmpty)
        }
        if taken.0 > 0 { room.wake() }
        return taken
    }
}
