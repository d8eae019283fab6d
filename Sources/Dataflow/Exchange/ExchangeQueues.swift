internal import Threading

/// Where workers leave frames for other ranks, and note what they have read of other ranks' frames.
final class ExchangeQueues: @unchecked Sendable {
    /// Rooms for one edge and one peer.
    private struct Channel {
        var outbox: Outbox
        /// Bytes that the peer gets in all: what it had at the start and what was read since.
        var limit: UInt64
        /// Frames since the start: those that came, and those of them that went.
        var appended: UInt64 = 0
        var sent: UInt64 = 0
    }

    private let lock = Lock()
    private var channels: [Channel]
    private let size: Int
    /// Whether there is something for a round since the last one was begun: frames, credit for those that wait, marks, or
    /// frames that found no place in it.
    private var isWaiting = false
    /// Whether a sender was told to wait.
    private var isRefusing = false
    private let senders: Sleepers
    private var unannouncedBytes = 0
    /// Bytes of credit that are worth a round of their own.
    private let worthAnnouncing: Int

    init(edges: Int, size: Int, window: Int, senders: Sleepers) {
        self.size = size
        self.senders = senders
        worthAnnouncing = max(1, window / 4)
        channels = Array(
            repeating: Channel(outbox: Outbox(capacity: window), limit: UInt64(window)), count: edges * size)
    }

    /// Whether a round has something to carry.
    var isUrgent: Bool { lock.withLock { isWaiting || unannouncedBytes >= worthAnnouncing } }

    func hasRoom(edge: Int, peer: Int) -> Bool {
        lock.withLock {
            let hasRoom = channels[edge * size + peer].outbox.hasRoom
            if !hasRoom { isRefusing = true }
            return hasRoom
        }
    }

    func append(_ frame: OutgoingFrame, edge: Int, peer: Int) {
        lock.withLock {
            channels[edge * size + peer].outbox.append(frame)
            channels[edge * size + peer].appended += 1
            isWaiting = true
        }
    }

    /// Gives a peer back what its frame took.
    func returnCredit(_ bytes: Int, edge: Int, peer: Int) {
        lock.withLock {
            channels[edge * size + peer].limit += UInt64(bytes)
            unannouncedBytes += bytes
        }
    }

    /// A round is begun: what comes from now on is for it, or for the next one.
    func beginRound() { lock.withLock { isWaiting = false } }

    /// A sender has said how far it has come.
    func markCame() { lock.withLock { isWaiting = true } }

    /// Peers have given credit: frames that waited for it may go.
    func creditCame() { lock.withLock { isWaiting = isWaiting || channels.contains { !$0.outbox.frames.isEmpty } } }

    /// Runs `body` with the outboxes of all edges for one peer, those closest to the end of the job first.
    ///
    /// - Parameter body: Returns whether it left frames that have credit, for lack of room.
    func withOutboxes(for peer: Int, _ body: (_ edge: Int, inout Outbox) -> Bool) {
        let isRoomMade = lock.withLock {
            var sent = 0
            for edge in (0..<channels.count / size).reversed() {
                let place = edge * size + peer
                let before = channels[place].outbox.frames.count
                if body(edge, &channels[place].outbox) { isWaiting = true }
                let gone = before - channels[place].outbox.frames.count
                channels[place].sent += UInt64(gone)
                sent += gone
            }
            guard sent > 0, isRefusing else { return false }
            isRefusing = false
            return true
        }
        if isRoomMade { senders.wakeAll() }
    }

    /// How many frames of `edge` have come for each peer.
    func appended(edge: Int) -> [UInt64] { lock.withLock { (0..<size).map { channels[edge * size + $0].appended } } }

    /// Whether as many frames of `edge` have gone to each peer.
    func hasSent(_ frames: [UInt64], edge: Int) -> Bool {
        lock.withLock { (0..<size).allSatisfy { channels[edge * size + $0].sent >= frames[$0] } }
    }

    /// What each peer may send in all, by edge and peer; counts as announced.
    func announceLimits(_ body: (_ edge: Int, _ peer: Int, UInt64) -> Void) {
        lock.withLock {
            for (place, channel) in channels.enumerated() { body(place / size, place % size, channel.limit) }
            unannouncedBytes = 0
        }
    }
}
