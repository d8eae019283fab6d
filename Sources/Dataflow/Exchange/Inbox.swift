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
    private var items = FIFO<Item>()
    private var waitingBatches = 0
    private let mostBatches: Int
    private let receiver: Parker

    /// - Parameters:
    ///   - mostBatches: How many batches of this rank may wait before senders have to.
    ///   - receiver: Where the receiving worker sleeps.
    init(mostBatches: Int, receiver: Parker) {
        self.mostBatches = mostBatches
        self.receiver = receiver
    }

    /// Appends a batch, unless too many wait.
    func offer(_ batch: AnyBatch) -> Bool {
        let isTaken = lock.withLock {
            guard waitingBatches < mostBatches else { return false }
            waitingBatches += 1
            items.append(.batch(batch))
            return true
        }
        if isTaken { receiver.wake() }
        return isTaken
    }

    /// Appends a frame or a mark; credit bounds the frames, the edge's progress the marks.
    func append(_ item: Item) {
        lock.withLock { items.append(item) }
        receiver.wake()
    }

    /// Takes the oldest item, which must not be a batch unless `allowsBatch`.
    func take(allowsBatch: Bool) -> Item? {
        lock.withLock {
            if case .batch? = items.first {
                guard allowsBatch else { return nil }
                waitingBatches -= 1
            }
            return items.popFirst()
        }
    }
}
