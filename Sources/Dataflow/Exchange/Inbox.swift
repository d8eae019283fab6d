internal import Records
internal import Threading

/// What waits for one receiving replica, in the order in which it arrived: batches of workers of the same rank, frames of
/// other ranks, marks.
package final class Inbox: @unchecked Sendable {
    enum Item {
        case batch(AnyBatch)
        case frame(IncomingFrame)
        case mark(Mark)
    }

    private let lock = Lock()
    @exclusivity(unchecked) private var items = FIFO<Item>()
    /// Where items wait for the turn of their rank, if ranks take turns.
    @exclusivity(unchecked) private var lanes: InboxLanes<Item>?
    @exclusivity(unchecked) private var waitingBatches = 0
    @exclusivity(unchecked) private var mostBatches: Int
    private let receiver: Parker
    private let senders: Sleepers
    /// Whether a sender was told to wait.
    @exclusivity(unchecked) private var isRefusing = false

    /// - Parameters:
    ///   - mostBatches: How many batches of this rank may wait before senders have to.
    ///   - receiver: Where the receiving worker sleeps.
    ///   - senders: Where the workers sleep that may have to wait.
    ///   - lanes: Where items wait if all of one rank come before those of the next.
    init(mostBatches: Int, receiver: Parker, senders: Sleepers, lanes: InboxLanes<Item>? = nil) {
        self.lanes = lanes
        self.senders = senders
        self.mostBatches = mostBatches
        self.receiver = receiver
    }

    /// Appends a batch of this rank's, unless too many wait.
    func offer(_ batch: AnyBatch, from rank: Int) -> Bool {
        let isTaken = lock.withLock {
            guard waitingBatches < mostBatches else {
                isRefusing = true
                return false
            }
            waitingBatches += 1
            enqueue(.batch(batch), from: rank)
            return true
        }
        if isTaken { receiver.wake() }
        return isTaken
    }

    /// Lets one more batch wait, for good.
    func overdraw() {
        lock.withLock {
            mostBatches += 1
            isRefusing = false
        }
        senders.wakeAll()
    }

    /// Appends a mark, which comes behind what all ranks have sent before; the edge's progress bounds them.
    func append(_ mark: Mark) {
        lock.withLock { items.append(.mark(mark)) }
        receiver.wake()
    }

    /// Appends a frame; credit bounds them.
    func append(_ frame: IncomingFrame) {
        lock.withLock { enqueue(.frame(frame), from: frame.peer) }
        receiver.wake()
    }

    /// All has come that `rank` sends in the pass.
    func endTurn(of rank: Int) {
        lock.withLock { lanes?.endTurn(of: rank) { items.append($0) } }
        receiver.wake()
    }

    private func enqueue(_ item: Item, from rank: Int) {
        guard lanes?.keeps(item, from: rank) ?? false else { return items.append(item) }
    }

    /// Takes the oldest item, which must not be a batch unless `allowsBatch`.
    ///
    /// - Parameter adoptingFrom: Of how many records on a frame counts as a batch, if it can become one where it lies.
    func take(allowsBatch: Bool, adoptingFrom fewest: Int = .max) -> Item? {
        let (item, isRoomMade) = lock.withLock { () -> (Item?, Bool) in
            if !allowsBatch, case .frame(let frame)? = items.first, frame.isAdoptable(from: fewest) {
                return (nil, false)
            }
            guard case .batch? = items.first else { return (items.popFirst(), false) }
            guard allowsBatch else { return (nil, false) }
            waitingBatches -= 1
            // Senders that wait are woken when it pays.
            let isRoomMade = isRefusing && waitingBatches <= mostBatches / 2
            if isRoomMade { isRefusing = false }
            return (items.popFirst(), isRoomMade)
        }
        if isRoomMade { senders.wakeAll() }
        return item
    }

    /// Takes the oldest item if that is a mark.
    func takeMark() -> Item? {
        lock.withLock {
            guard case .mark? = items.first else { return nil }
            return items.popFirst()
        }
    }
}
