internal import Synchronization
internal import Threading
internal import Transport

/// Runs a rank's rounds: collects what workers leave in the queues, and hands out what other ranks send.
///
/// Any thread may turn it; one at a time does. Nothing in it waits.
final class Exchange: @unchecked Sendable {
    let transport: any Transport
    let edges: [Edge]
    let queues: ExchangeQueues
    let status: JobStatus
    let words: RoundWords

    /// Nanoseconds after which ranks that have not answered are taken for gone.
    private let silenceTimeout: UInt64
    /// Nobody turns it for so long, in nanoseconds, unless the process is stopped.
    private static let longestAbsence: UInt64 = 1_000_000_000
    private let owner = Lock()
    private let completed = Atomic<Bool>(false)
    private let wasRung = Atomic<Bool>(false)
    private let currentPause = Atomic<UInt64>(0)
    private let doorbell: Doorbell?
    private let lastTurn = Atomic<UInt64>(0)

    // What follows belongs to the owner.
    var ledgers: [CreditLedger]
    var assemblers: [FrameAssembler]
    /// The mark of each edge that this rank last contributed.
    var contributed: [Mark?]
    /// A mark of each edge that waits for the frames before it.
    var pendingMarks: [PendingMark?]
    /// Bytes that a peer may send over an edge before it hears of it.
    let window: Int
    var agreement: Agreement
    private var pacer: RoundPacer
    private var free: [OutgoingRound]
    private var inFlight = FIFO<OutgoingRound>()
    /// Since when the oldest round in flight waits for other ranks.
    private var waitingSince: UInt64 = 0
    private var posted: UInt64 = 0
    private var delivered: UInt64 = 0

    init(
        transport: any Transport, edges: [Edge], queues: ExchangeQueues, status: JobStatus, window: Int,
        silenceTimeout: Int, doorbell: Doorbell?
    ) {
        self.doorbell = doorbell
        pacer = RoundPacer(isRung: doorbell != nil)
        self.transport = transport
        self.edges = edges
        self.queues = queues
        self.status = status
        self.silenceTimeout = UInt64(silenceTimeout) * 1_000_000_000
        words = RoundWords(edges: edges.count)
        ledgers = Array(repeating: CreditLedger(window: window), count: edges.count * transport.size)
        assemblers = Array(repeating: FrameAssembler(), count: edges.count * transport.size)
        contributed = Array(repeating: nil, count: edges.count)
        pendingMarks = Array(repeating: nil, count: edges.count)
        self.window = window
        agreement = Agreement(depth: transport.depth)
        free = (0..<transport.depth).map { _ in OutgoingRound(shape: transport.shape, size: transport.size) }
    }

    deinit {
        for place in assemblers.indices { assemblers[place].clear() }
    }

    /// Whether the last round is over: the job has ended on all ranks.
    var isComplete: Bool { completed.load(ordering: .acquiring) }

    /// Microseconds for which nobody needs to turn it, unless it's rung for.
    var pause: Int { Int(currentPause.load(ordering: .relaxed) / 1000) }

    /// Another rank has something to say.
    func rung() { wasRung.store(true, ordering: .relaxed) }

    /// Advances the rounds, unless another thread is at it.
    ///
    /// - Returns: Whether a round was delivered.
    func turn() -> Bool {
        guard !isComplete else { return false }
        let isAdvanced = owner.withLockIfFree {
            do {
                return try advance()
            } catch let error as JobError {
                status.lost(error)
                return false
            } catch {
                status.lost(JobError(.io, "the exchange with other ranks failed: \(error)", rank: transport.rank))
                return false
            }
        }
        return isAdvanced ?? false
    }

    private func advance() throws -> Bool {
        let now = MonotonicClock.now
        // Who was stopped has not listened: the others get their time anew.
        let isAwakened = now > lastTurn.exchange(now, ordering: .relaxed) + Self.longestAbsence
        if wasRung.exchange(false, ordering: .relaxed) { pacer.awake() }
        var isAdvanced = false
        while let round = try transport.poll() {
            free.append(inFlight.popFirst()!)
            delivered += 1
            pacer.delivered(isQuiet: deliver(round), now: now)
            isAdvanced = true
            waitingSince = now
        }
        if isAwakened { waitingSince = now }
        if !inFlight.isEmpty, now > waitingSince + silenceTimeout {
            throw JobError(
                .io,
                "another rank has not been heard for \(silenceTimeout / 1_000_000_000) s; it may be stopped or gone")
        }
        while !free.isEmpty, agreement.allows(round: posted), isWorthPosting(now) {
            if inFlight.isEmpty { waitingSince = now }
            wakeOthers()
            try post()
        }
        currentPause.store(pacer.pause, ordering: .relaxed)
        if agreement.isComplete(delivered: delivered) { completed.store(true, ordering: .releasing) }
        return isAdvanced
    }

    private func isWorthPosting(_ now: UInt64) -> Bool {
        if agreement.lastRound != nil || status.isUrgent || queues.isUrgent { return true }
        return inFlight.isEmpty && pacer.isDue(now: now)
    }

    /// Rings for ranks that may be asleep, if this one has something to say.
    private func wakeOthers() {
        guard pacer.isQuiet, status.isUrgent || queues.isUrgent else { return }
        pacer.awake()
        doorbell?.ringNeighbours()
    }

    private func post() throws(TransportError) {
        let round = free.removeLast()
        round.reset()
        fill(round)
        try transport.post(round)
        inFlight.append(round)
        posted += 1
    }
}

/// A mark, and how many frames for each peer have to go before it.
struct PendingMark {
    let mark: Mark
    let behind: [UInt64]
}

/// Where each word of a round has its place.
struct RoundWords: Sendable {
    private let edges: Int

    init(edges: Int) { self.edges = edges }

    func shape(segmentBytes: Int) -> RoundShape {
        RoundShape(segmentBytes: segmentBytes, peerWords: edges, minima: edges + 1, sums: Sum.allCases.count)
    }

    /// Behind the marks of the edges.
    var failure: Int { edges }

    enum Sum: Int, CaseIterable {
        case unfinishedRanks, acknowledgements, payloadBytes, bytesExchanged, unitsRead, unitsTotal, recordsRead,
            recordsWritten
    }
}
