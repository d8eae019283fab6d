internal import Records
internal import Synchronization
internal import Threading
internal import Transport

/// Rounds between several ranks.
final class TransportPump: RoundPump, @unchecked Sendable {
    /// Nobody turns it for so long, in nanoseconds, unless the process is stopped.
    private static let longestAbsence: UInt64 = 1_000_000_000

    private let transport: any Transport
    private let tenancy: Tenancy
    /// Nanoseconds after which ranks that have not answered are taken for gone.
    private let silenceTimeout: UInt64
    private let doorbell: Doorbell?
    /// Collectives that go on beside the rounds.
    private let calls: CallsUnderWay
    private let onLost: @Sendable (RoundFailure) -> Void
    private let owner = Lock()
    private let completed = Atomic<Bool>(false)
    private let lost = Atomic<Bool>(false)
    private let wasRung = Atomic<Bool>(false)
    private let currentPause = Atomic<UInt64>(0)
    private let awaited = Atomic<Bool>(false)
    private let lastTurn = Atomic<UInt64>(0)

    // What follows belongs to the owner.
    @exclusivity(unchecked) private var end: EpochEnd
    @exclusivity(unchecked) private var pacer: RoundPacer
    @exclusivity(unchecked) private var free: [OutgoingRound]
    @exclusivity(unchecked) private var inFlight = FIFO<OutgoingRound>()
    /// Since when the oldest round in flight waits for other ranks.
    @exclusivity(unchecked) private var waitingSince: UInt64 = 0
    @exclusivity(unchecked) private var posted: UInt64 = 0
    @exclusivity(unchecked) private var delivered: UInt64 = 0

    init(
        _ transport: any Transport, _ tenancy: Tenancy, silenceTimeout: Int, doorbell: Doorbell?,
        calls: CallsUnderWay, onLost: @escaping @Sendable (RoundFailure) -> Void
    ) {
        self.transport = transport
        self.tenancy = tenancy
        self.silenceTimeout = UInt64(silenceTimeout) * 1_000_000_000
        self.doorbell = doorbell
        self.calls = calls
        self.onLost = onLost
        end = EpochEnd(depth: transport.depth)
        pacer = RoundPacer(isRung: doorbell != nil)
        free = (0..<transport.depth).map { _ in OutgoingRound(shape: transport.shape, size: transport.size) }
    }

    var isComplete: Bool { completed.load(ordering: .acquiring) }
    let hasPeers = true
    var pause: Int { Int(currentPause.load(ordering: .relaxed) / 1000) }

    var isAwaited: Bool { awaited.load(ordering: .relaxed) }

    func rung() { wasRung.store(true, ordering: .relaxed) }

    func turn(isIdle: Bool) -> Bool {
        guard !isComplete, !lost.load(ordering: .relaxed), owner.acquireIfFree() else { return false }
        defer { owner.release() }
        do {
            return try advance(isIdle)
        } catch {
            lost.store(true, ordering: .relaxed)
            onLost(
                error as? RoundFailure ?? .transport(error as? TransportError ?? TransportError(message: "\(error)")))
            return false
        }
    }

    private func advance(_ isIdle: Bool) throws -> Bool {
        let now = MonotonicClock.now
        calls.advance()
        // Who was stopped has not listened: the others get their time anew.
        let isAwakened = now > lastTurn.exchange(now, ordering: .relaxed) + Self.longestAbsence
        if wasRung.exchange(false, ordering: .relaxed) { pacer.awake() }
        var isAdvanced = false
        while let round = try transport.poll() {
            free.append(inFlight.popFirst()!)
            delivered += 1
            let isQuiet = tenancy.deliver(round, rank: transport.rank, size: transport.size)
            if let round = tenancy.decidingRound { end.decided(in: round) }
            pacer.delivered(isQuiet: isQuiet, now: now)
            isAdvanced = true
            waitingSince = now
        }
        if isAwakened { waitingSince = now }
        if !inFlight.isEmpty, now > waitingSince + silenceTimeout {
            throw RoundFailure.silence(seconds: Int(silenceTimeout / 1_000_000_000))
        }
        let waiting = tenancy.waiting
        while !free.isEmpty, end.allows(round: posted), isWorthPosting(waiting, now, isIdle) {
            if inFlight.isEmpty { waitingSince = now }
            wakeOthers()
            pacer.posted(now: now)
            try post()
        }
        let areCallsUnderWay = calls.isAny
        awaited.store(waiting.isForPeers || waiting.timer != nil || areCallsUnderWay, ordering: .relaxed)
        currentPause.store(areCallsUnderWay ? 0 : pacer.pause(waiting, now: now), ordering: .relaxed)
        if end.isComplete(delivered: delivered) { completed.store(true, ordering: .releasing) }
        return isAdvanced
    }

    private func isWorthPosting(_ waiting: Waiting, _ now: UInt64, _ isIdle: Bool) -> Bool {
        let need = tenancy.need
        if end.isDecided || need == .much { return true }
        guard isIdle || pacer.hasWaited(now: now) else { return false }
        return need == .little || inFlight.isEmpty && pacer.isDue(waiting, now: now)
    }

    /// Rings for ranks that may be asleep, if this one has something to say.
    private func wakeOthers() {
        guard pacer.isQuiet, tenancy.need > .nothing else { return }
        pacer.awake()
        doorbell?.ringNeighbours()
    }

    private func post() throws(TransportError) {
        let round = free.removeLast()
        round.reset()
        tenancy.fill(round, rank: transport.rank)
        try transport.post(round)
        inFlight.append(round)
        posted += 1
    }
}
