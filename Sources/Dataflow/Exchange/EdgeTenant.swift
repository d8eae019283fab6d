internal import Session
internal import Synchronization

/// What the rounds of a job carry for its edges: frames of records, credit for them, and how far senders have come.
final class EdgeTenant: @unchecked Sendable {
    let edges: [Edge]
    let queues: ExchangeQueues
    let words: EdgeWords
    let held: HeldRounds
    let shape: TenantShape
    let size: Int
    /// Called with what is wrong with bytes that another rank has sent.
    let onUnreadable: (JobError) -> Void
    private let bytes = Atomic<Int>(0)
    private let shared = Atomic<Int>(0)

    // What follows belongs to whoever turns the rounds.
    @exclusivity(unchecked) var ledgers: [CreditLedger]
    @exclusivity(unchecked) var assemblers: [FrameAssembler]
    /// The mark of each edge that this rank last contributed.
    @exclusivity(unchecked) var contributed: [Mark?]
    /// A mark of each edge that waits for the frames before it.
    @exclusivity(unchecked) var pendingMarks: [PendingMark?]

    init(_ edges: [Edge], _ queues: ExchangeQueues, size: Int, onUnreadable: @escaping (JobError) -> Void) {
        self.edges = edges
        self.queues = queues
        self.size = size
        self.onUnreadable = onUnreadable
        words = EdgeWords(edges: edges.count)
        shape = words.shape(segmentBytes: queues.budget.segmentBytes)
        held = HeldRounds(most: queues.budget.bytes)
        ledgers = Array(repeating: CreditLedger(share: queues.budget.share), count: edges.count * size)
        assemblers = Array(repeating: FrameAssembler(), count: edges.count * size)
        contributed = Array(repeating: nil, count: edges.count)
        pendingMarks = Array(repeating: nil, count: edges.count)
    }

    deinit {
        for place in assemblers.indices { assemblers[place].clear() }
    }

    /// Bytes of frames that this rank has sent.
    var bytesSent: Int { bytes.load(ordering: .relaxed) }
    /// Those of them that were not copied.
    var bytesShared: Int { shared.load(ordering: .relaxed) }

    func countSent(_ sent: Int, shared handedOver: Int) {
        bytes.wrappingAdd(sent, ordering: .relaxed)
        shared.wrappingAdd(handedOver, ordering: .relaxed)
    }
}

extension EdgeTenant: RoundTenant {
    var need: RoundNeed { queues.need }
}

/// A mark, and how many frames for each peer have to go before it.
struct PendingMark {
    let mark: Mark
    let behind: [UInt64]
}

/// Where each word of the edges has its place among them.
struct EdgeWords: Sendable {
    private let edges: Int

    init(edges: Int) { self.edges = edges }

    /// Two minima for each edge: its mark, and what its receivers need no more. The sum is that of all bytes of frames.
    func shape(segmentBytes: Int) -> TenantShape {
        TenantShape(peerWords: 2 * edges + 1, minima: 2 * edges, sums: 1, segmentBytes: segmentBytes)
    }

    /// For each edge.
    func mark(of edge: Int) -> Int { 2 * edge }
    func enough(of edge: Int) -> Int { 2 * edge + 1 }
    /// For each peer and edge: how much it may send in all, and how much this rank would have sent to it.
    func limit(of edge: Int) -> Int { 2 * edge }
    func wanted(of edge: Int) -> Int { 2 * edge + 1 }
    /// For each peer: 1 if this rank sees its memory.
    var sight: Int { 2 * edges }
}
