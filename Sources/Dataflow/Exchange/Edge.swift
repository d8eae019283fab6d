internal import Session
internal import Synchronization
internal import Threading

/// One exchange of a running job, as one rank sees it: who sends, who receives, and how far the senders have come.
package class Edge: @unchecked Sendable {
    let index: Int
    let label: String
    /// The sending and the receiving replicas, in order.
    let senders: [Placement.Worker]
    let receivers: [Placement.Worker]
    let rank: Int
    /// The inboxes of the receiving replicas on this rank, by replica; nil for those elsewhere.
    let inboxes: [Inbox?]
    /// What waits for the rounds.
    let queues: ExchangeQueues
    /// What receivers say to senders.
    let wayBack: WayBack
    /// Whose turn it is to send, on this rank, if the senders take turns.
    let turns: SendingTurns?

    private let boardLock = Lock()
    private var board: MarkBoard
    /// How far the senders of all ranks have come, as the rounds tell.
    private var frontier = Frontier()
    private let passOfReceivers = Atomic<UInt64>(0)
    private let firstLocalSender: Int
    private let sleepers: Sleepers

    /// The receiving replicas on this rank.
    let localReceivers: Range<Int>

    init(index: Int, node: any ExchangeNodeProtocol, context: EdgeContext) {
        let placement = context.placement
        self.index = index
        label = node.label
        senders = placement.workers(node.senders)
        receivers = placement.workers(node.replication)
        rank = placement.rank
        queues = context.queues
        let sleepers = Sleepers(context.parkers)
        self.sleepers = sleepers
        inboxes = receivers.map { worker in
            guard worker.rank == placement.rank else { return nil }
            return Inbox(
                mostBatches: EdgeContext.batchesPerSender * placement.localThreads,
                receiver: context.parkers[worker.index], senders: sleepers,
                lanes: node.keepsOrder ? InboxLanes(ranks: placement.size) : nil)
        }
        let firstLocal = receivers.firstIndex { $0.rank == placement.rank } ?? 0
        localReceivers = firstLocal..<firstLocal + receivers.count { $0.rank == placement.rank }
        wayBack = WayBack(receivers: localReceivers.count)
        firstLocalSender = senders.firstIndex { $0.rank == placement.rank } ?? 0
        let localSenders = senders.count { $0.rank == placement.rank }
        board = MarkBoard(senders: localSenders)
        turns =
            node.keepsOrder && localSenders > 0
            ? SendingTurns(firstLocalSender..<firstLocalSender + localSenders) : nil
    }

    /// Bytes of the batch that a sender fills for each receiver.
    var batchBytes: Int { 0 }

    /// Whether it leads from one worker to the same one, and from nowhere else.
    var isPassage: Bool { senders.count == 1 && receivers == senders }

    /// The smallest mark of this rank's senders; nil if it has none.
    var leastLocalMark: Mark? { boardLock.withLock { board.least } }

    /// The pass that all receivers are in. Senders that have ended it wait here for the others before they start the next.
    var pass: UInt64 { passOfReceivers.load(ordering: .acquiring) }

    /// Notes what a sender of this rank promises. It has handed over everything that it sent before.
    func publish(_ mark: Mark, sender: Int) {
        boardLock.withLock { board.publish(mark, sender: sender - firstLocalSender) }
        queues.markCame()
    }

    /// A sender has handed over all of its pass: it's the turn of the next one. The last one of a rank tells the receivers, behind all that
    /// this rank has sent them.
    func endTurn(of sender: Int, pass: UInt64) {
        guard let turns else { return }
        if turns.endTurn() {
            for (place, receiver) in receivers.enumerated() {
                if let inbox = inboxes[place] {
                    inbox.endTurn(of: rank)
                } else {
                    let frame = OutgoingFrame.endOfTurn(of: sender, for: place, pass: pass)
                    queues.append(frame, edge: index, peer: receiver.rank)
                }
            }
        }
        sleepers.wakeAll()
    }

    /// Notes what a receiver of this rank needs no more.
    func say(_ enough: Enough, receiver: Int) {
        wayBack.say(enough, receiver: receiver - localReceivers.lowerBound)
        queues.markCame()
    }

    /// Takes over what the receivers of all ranks need no more.
    ///
    /// - Returns: Whether that is news.
    func deliver(enough word: UInt128) -> Bool {
        guard wayBack.deliver(word) else { return false }
        sleepers.wakeAll()
        return true
    }

    /// Takes over how far the senders of all ranks have come.
    ///
    /// - Returns: Whether that is news.
    @discardableResult
    func deliver(_ least: Mark) -> Bool { boardLock.withLock { advance(to: least) } }

    /// Lets one more batch pass to each receiver on this rank, from where it may.
    func overdraw() {
        for inbox in inboxes { inbox?.overdraw() }
        queues.overdraw(edge: index)
    }

    @discardableResult
    private func advance(to least: Mark) -> Bool {
        guard let mark = frontier.advance(to: least) else { return false }
        // First the receivers hear that a pass has ended, then senders may start the next: what they send is behind.
        for inbox in inboxes { inbox?.append(mark) }
        if passOfReceivers.exchange(mark.pass, ordering: .acquiringAndReleasing) != mark.pass { sleepers.wakeAll() }
        return true
    }
}

/// What edges share on one rank.
package struct EdgeContext {
    /// Batches that may wait for one receiver, for each worker of the rank.
    static let batchesPerSender = 4
    /// Bytes that a sender has staged for all of its receivers together, in batches and as many in frames, unless these
    /// would get too small.
    private static let stagedBytes = 4 << 20
    private static let smallestBatch = 1 << 10

    /// What a sender may have staged for each of `receivers`: where there are many, less.
    static func stagedBytes(receivers: Int, atMost most: Int) -> Int {
        min(most, max(smallestBatch, stagedBytes / receivers))
    }

    let placement: Placement
    let batchSize: BatchSize
    /// Where each worker of this rank sleeps.
    let parkers: [Parker]
    let queues: ExchangeQueues
    let pooled: PooledBytes
    let seed: UInt64
}

/// An edge whose record type is known.
package final class TypedEdge<Element>: Edge, @unchecked Sendable {
    let pool: BatchPool<Element>
    let seed: UInt64
    /// Bytes after which an encoder starts another frame: a few of them fill a round.
    let frameTarget: Int
    private static var largestFrameTarget: Int { 48 << 10 }
    /// Whether the memory of a batch may be a frame.
    let lends: Bool

    /// - Parameter isMemory: Whether the wire format of its records leaves them as they are.
    init(index: Int, node: any ExchangeNodeProtocol, context: EdgeContext, isMemory: Bool) {
        let isTimed = node.outputs[0].isTimed
        // A batch for each receiver is being filled on each sender, and a frame is being written.
        let receivers = context.placement.workers(node.replication).count
        let largest = min(context.batchSize.bytes, context.queues.budget.largestBatch)
        let bytes = EdgeContext.stagedBytes(receivers: receivers, atMost: largest)
        let most = min(Self.largestFrameTarget, context.queues.budget.segmentBytes / 4)
        frameTarget = EdgeContext.stagedBytes(receivers: receivers, atMost: most)
        let capacity = BatchSize(bytes: bytes).records(of: Element.self)
        lends = isMemory && !isTimed && capacity * MemoryLayout<Element>.stride <= SharedArena.blockBytes
        pool = BatchPool(capacity: capacity, isTimed: isTimed, pooled: context.pooled)
        seed = context.seed
        super.init(index: index, node: node, context: context)
    }

    override var batchBytes: Int {
        pool.capacity * (MemoryLayout<Element>.stride + (pool.isTimed ? MemoryLayout<Int64>.stride : 0))
    }

    /// An empty batch for a receiver on `rank`, in memory that this sees too if that saves a copy.
    func take(for rank: Int) -> Batch<Element> {
        guard lends, rank != self.rank else { return pool.take() }
        return pool.take(for: rank, of: queues.neighbours)
    }
}
