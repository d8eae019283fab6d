internal import Records
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
    let held: HeldRounds

    /// Nanoseconds after which ranks that have not answered are taken for gone.
    private let silenceTimeout: UInt64
    /// Nobody turns it for so long, in nanoseconds, unless the process is stopped.
    private static let longestAbsence: UInt64 = 1_000_000_000
    /// Rounds in a row in which nothing moves anywhere: their pauses add up to about a quarter of a second, in which a worker
    /// that was woken gets its turn however many others there are.
    private static let roundsOfAStall = RoundPacer.eagerRounds + 48
    private let owner = Lock()
    private let completed = Atomic<Bool>(false)
    private let wasRung = Atomic<Bool>(false)
    private let currentPause = Atomic<UInt64>(0)
    private let doorbell: Doorbell?
    private let lastTurn = Atomic<UInt64>(0)

    // What follows belongs to the owner.
    @exclusivity(unchecked) var ledgers: [CreditLedger]
    @exclusivity(unchecked) var assemblers: [FrameAssembler]
    /// The mark of each edge that this rank last contributed.
    @exclusivity(unchecked) var contributed: [Mark?]
    /// A mark of each edge that waits for the frames before it.
    @exclusivity(unchecked) var pendingMarks: [PendingMark?]
    @exclusivity(unchecked) var agreement: Agreement
    @exclusivity(unchecked) var stalls: StallDetector
    @exclusivity(unchecked) private var pacer: RoundPacer
    @exclusivity(unchecked) private var free: [OutgoingRound]
    @exclusivity(unchecked) private var inFlight = FIFO<OutgoingRound>()
    /// Since when the oldest round in flight waits for other ranks.
    @exclusivity(unchecked) private var waitingSince: UInt64 = 0
    @exclusivity(unchecked) private var posted: UInt64 = 0
    @exclusivity(unchecked) private var delivered: UInt64 = 0

    init(
        transport: any Transport, edges: [Edge], queues: ExchangeQueues, status: JobStatus,
        silenceTimeout: Int, mostOverdrafts: Int, doorbell: Doorbell?
    ) {
        stalls = StallDetector(patience: Self.roundsOfAStall, mostOverdrafts: mostOverdrafts)
        self.doorbell = doorbell
        pacer = RoundPacer(isRung: doorbell != nil)
        self.transport = transport
        self.edges = edges
        self.queues = queues
        self.status = status
        self.silenceTimeout = UInt64(silenceTimeout) * 1_000_000_000
        words = RoundWords(edges: edges.count)
        held = HeldRounds(most: queues.budget.bytes)
        ledgers = Array(repeating: CreditLedger(share: queues.budget.share), count: edges.count * transport.size)
        assemblers = Array(repeating: FrameAssembler(), count: edges.count * transport.size)
        contributed = Array(repeating: nil, count: edges.count)
        pendingMarks = Array(repeating: nil, count: edges.count)
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
    /// - Parameter isIdle: Whether the caller has nothing else to do. One that has lets what is there wait for a while,
    ///   so that rounds are few and large.
    /// - Returns: Whether a round was delivered.
    func turn(isIdle: Bool) -> Bool {
        guard !isComplete else { return false }
        let isAdvanced = owner.withLockIfFree {
            do {
                return try advance(isIdle)
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

    private func advance(_ isIdle: Bool) throws -> Bool {
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
        while !free.isEmpty, agreement.allows(round: posted), isWorthPosting(now, isIdle) {
            if inFlight.isEmpty { waitingSince = now }
            wakeOthers()
            pacer.posted(now: now)
            try post()
        }
        currentPause.store(pacer.pause, ordering: .relaxed)
        if agreement.isComplete(delivered: delivered) { completed.store(true, ordering: .releasing) }
        return isAdvanced
    }

    private func isWorthPosting(_ now: UInt64, _ isIdle: Bool) -> Bool {
        let need = queues.need
        if agreement.lastRound != nil || status.isUrgent || need == .much { return true }
        guard isIdle || pacer.hasWaited(now: now) else { return false }
        return need == .little || inFlight.isEmpty && pacer.isDue(now: now)
    }

    /// Rings for ranks that may be asleep, if this one has something to say.
    private func wakeOthers() {
        guard pacer.isQuiet, status.isUrgent || queues.need > .nothing else { return }
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
        RoundShape(
            segmentBytes: segmentBytes, peerWords: 2 * edges + 1, minima: edges + Minimum.allCases.count,
            sums: Sum.allCases.count)
    }

    /// For each peer and edge: how much it may send in all, and how much this rank would have sent to it.
    func limit(of edge: Int) -> Int { 2 * edge }
    func wanted(of edge: Int) -> Int { 2 * edge + 1 }
    /// For each peer: 1 if this rank sees its memory.
    var sight: Int { 2 * edges }

    /// Behind the marks of the edges.
    func place(of minimum: Minimum) -> Int { edges + minimum.rawValue }

    enum Minimum: Int, CaseIterable {
        case failure, blockedEdge
        /// The largest of all ranks, as complements.
        case peakExchangeBytes, peakStateBytes, peakPooledBytes
    }

    enum Sum: Int, CaseIterable {
        case unfinishedRanks, acknowledgements, payloadBytes, bytesExchanged, bytesShared, unitsRead, unitsTotal,
            recordsRead, recordsWritten, restlessRanks
    }
}
