internal import Threading

/// Where workers leave frames for other ranks, and note what they have read of other ranks' frames.
final class ExchangeQueues: @unchecked Sendable {
    /// Rooms for one edge and one peer.
    private struct Channel {
        var outbox: Outbox
        /// Bytes that the peer gets in all: what it had at the start and what was read since.
        var limit: UInt64
    }

    private let lock = Lock()
    private var channels: [Channel]
    private let size: Int
    private var queuedFrames = 0
    private var unannouncedBytes = 0
    /// Bytes of credit that are worth a round of their own.
    private let worthAnnouncing: Int

    init(edges: Int, size: Int, window: Int) {
        self.size = size
        worthAnnouncing = max(1, window / 4)
        channels = Array(
            repeating: Channel(outbox: Outbox(capacity: window), limit: UInt64(window)), count: edges * size)
    }

    /// Whether a round has something to carry.
    var isUrgent: Bool { lock.withLock { queuedFrames > 0 || unannouncedBytes >= worthAnnouncing } }

    func hasRoom(edge: Int, peer: Int) -> Bool { lock.withLock { channels[edge * size + peer].outbox.hasRoom } }

    func append(_ frame: OutgoingFrame, edge: Int, peer: Int) {
        lock.withLock {
            channels[edge * size + peer].outbox.append(frame)
            queuedFrames += 1
        }
    }

    /// Gives a peer back what its frame took.
    func returnCredit(_ bytes: Int, edge: Int, peer: Int) {
        lock.withLock {
            channels[edge * size + peer].limit += UInt64(bytes)
            unannouncedBytes += bytes
        }
    }

    /// Runs `body` with the outboxes of all edges for one peer, by edge.
    func withOutboxes(for peer: Int, _ body: (_ edge: Int, inout Outbox) -> Void) {
        lock.withLock {
            for edge in 0..<channels.count / size {
                let before = channels[edge * size + peer].outbox.frames.count
                body(edge, &channels[edge * size + peer].outbox)
                queuedFrames -= before - channels[edge * size + peer].outbox.frames.count
            }
        }
    }

    /// Whether no frame of `edge` waits for any peer.
    func isEmpty(edge: Int) -> Bool {
        lock.withLock { (0..<size).allSatisfy { channels[edge * size + $0].outbox.frames.isEmpty } }
    }

    /// What each peer may send in all, by edge and peer; counts as announced.
    func announceLimits(_ body: (_ edge: Int, _ peer: Int, UInt64) -> Void) {
        lock.withLock {
            for (place, channel) in channels.enumerated() { body(place / size, place % size, channel.limit) }
            unannouncedBytes = 0
        }
    }
}
