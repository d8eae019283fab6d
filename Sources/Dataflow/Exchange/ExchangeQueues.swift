internal import Session
internal import Threading

/// Where workers leave frames for other ranks, and note what they have read of other ranks' frames.
final class ExchangeQueues: @unchecked Sendable {
    /// The most that waits for one peer on one edge, so that one that stands still leaves something for the others.
    private static let largestOutbox = 4 << 20

    /// What is on its way to one peer over one edge.
    private struct Channel {
        var outbox = Outbox()
        /// Frames since the start: those that came, and those of them that went.
        var appended: UInt64 = 0
        var sent: UInt64 = 0
    }

    /// Where frames lie that don't lie in batches or rounds.
    let memory = FramePool()
    /// Ranks to which frames may be handed where they lie.
    let neighbours: Neighbours

    private let lock = Lock()
    @exclusivity(unchecked) private var channels: [Channel]
    @exclusivity(unchecked) private var credit: CreditBudget
    let budget: ExchangeBudget
    private let size: Int
    /// Whether there is something for a round since the last one was begun: frames, credit for those that wait, marks, or
    /// frames that found no place in it.
    @exclusivity(unchecked) private var isWaiting = false
    /// Whether a sender was told to wait.
    @exclusivity(unchecked) private var isRefusing = false
    private let senders: Sleepers
    /// Where the workers of a rank that is alone hear of marks.
    private let bell: RoundBell?
    @exclusivity(unchecked) private var unannouncedBytes = 0
    /// Bytes of frames that wait to be sent, and that wait to be read.
    @exclusivity(unchecked) private var queuedBytes = 0
    /// Bytes of those that wait for a round, and not for credit.
    @exclusivity(unchecked) private var readyBytes = 0
    @exclusivity(unchecked) private var unreadBytes = 0
    @exclusivity(unchecked) private var mostBytes = 0
    /// Bytes by which each outbox of an edge may be larger after a stall.
    @exclusivity(unchecked) private var overdrafts: [Int]

    init(
        edges: Int, size: Int, rank: Int, budget: ExchangeBudget, senders: Sleepers,
        neighbours: Neighbours? = nil, bell: RoundBell? = nil
    ) {
        self.neighbours = neighbours ?? Neighbours(size: size)
        self.size = size
        self.senders = senders
        self.bell = bell
        self.budget = budget
        credit = CreditBudget(bytes: budget.bytes, share: budget.share, edges: edges, size: size, rank: rank)
        channels = Array(repeating: Channel(), count: edges * size)
        overdrafts = Array(repeating: 0, count: edges)
    }

    /// How much there is for a round.
    var need: RoundNeed {
        lock.withLock {
            if unannouncedBytes > 0, unannouncedBytes >= budget.bytes / 4 { return .much }
            guard isWaiting else { return unannouncedBytes >= budget.share / 4 ? .little : .nothing }
            return isRefusing || readyBytes >= budget.segmentBytes ? .much : .little
        }
    }

    /// The most bytes of frames that this rank held at a time.
    var peakBytes: Int { lock.withLock { mostBytes } }

    /// Whether a sender may append a frame. Its own share is always open to it, the rest of the budget if others leave it.
    func hasRoom(edge: Int, peer: Int) -> Bool {
        lock.withLock {
            let (bytes, overdraft) = (channels[edge * size + peer].outbox.bytes, overdrafts[edge])
            let hasRoom =
                bytes < budget.share + overdraft
                || bytes < Self.largestOutbox + overdraft && queuedBytes < budget.bytes + overdraft
            if !hasRoom { isRefusing = true }
            return hasRoom
        }
    }

    func append(_ frame: OutgoingFrame, edge: Int, peer: Int) {
        lock.withLock {
            channels[edge * size + peer].outbox.append(frame)
            channels[edge * size + peer].appended += 1
            queuedBytes += frame.bytes.count
            readyBytes += frame.bytes.count
            mostBytes = max(mostBytes, queuedBytes + unreadBytes)
            isWaiting = true
        }
    }

    // MARK: What other ranks send

    /// A round has brought `bytes` of frames.
    func came(_ bytes: Int) {
        guard bytes > 0 else { return }
        lock.withLock {
            unreadBytes += bytes
            mostBytes = max(mostBytes, queuedBytes + unreadBytes)
        }
    }

    /// A frame of `bytes` has been read, and is no longer here.
    func wasRead(_ bytes: Int) { lock.withLock { unreadBytes -= bytes } }

    /// Gives a peer back what its frame took.
    func returnCredit(_ bytes: Int, edge: Int, peer: Int) {
        lock.withLock {
            credit.read(bytes, edge: edge, peer: peer)
            unannouncedBytes += bytes
        }
    }

    /// A peer says how much it would have sent in all.
    func ask(wanted: UInt64, edge: Int, peer: Int) {
        lock.withLock { if credit.ask(wanted: wanted, edge: edge, peer: peer) { isWaiting = true } }
    }

    /// What each peer may send in all, by edge and peer; counts as announced.
    func announceLimits(_ body: (_ edge: Int, _ peer: Int, UInt64) -> Void) {
        lock.withLock {
            credit.grant()
            for place in channels.indices {
                let (edge, peer) = (place / size, place % size)
                body(edge, peer, credit.limit(edge: edge, peer: peer))
            }
            unannouncedBytes = 0
        }
    }

    /// Lets everybody send a little more over an edge on which all wait for each other.
    func overdraw(edge: Int) {
        lock.withLock {
            credit.overdraw(budget.share, edge: edge)
            overdrafts[edge] += budget.share
            isRefusing = false
            isWaiting = true
        }
        senders.wakeAll()
    }

    // MARK: Rounds

    /// A round is begun: what comes from now on is for it, or for the next one.
    func beginRound() {
        lock.withLock {
            isWaiting = false
            readyBytes = 0
        }
    }

    /// A sender has said how far it has come.
    func markCame() {
        lock.withLock { isWaiting = true }
        bell?.ring()
    }

    /// Peers have given credit: frames that waited for it may go.
    func creditCame() {
        lock.withLock {
            isWaiting = isWaiting || queuedBytes > 0
            readyBytes = queuedBytes
        }
    }

    /// Runs `body` with the outboxes of all edges for one peer, those closest to the end of the job first.
    ///
    /// - Parameter body: Returns whether it left frames that have credit, for lack of room.
    func withOutboxes(for peer: Int, _ body: (_ edge: Int, inout Outbox) -> Bool) {
        let isRoomMade = lock.withLock {
            var sent = 0
            for edge in (0..<channels.count / size).reversed() {
                let place = edge * size + peer
                let (frames, bytes) = (channels[place].outbox.frames.count, channels[place].outbox.bytes)
                if body(edge, &channels[place].outbox) {
                    isWaiting = true
                    readyBytes += channels[place].outbox.unsentBytes
                }
                let gone = frames - channels[place].outbox.frames.count
                channels[place].sent += UInt64(gone)
                queuedBytes -= bytes - channels[place].outbox.bytes
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
}
