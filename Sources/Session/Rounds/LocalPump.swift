internal import Synchronization
internal import Threading
internal import Transport

/// Rounds of a rank that is alone: what it says is decided in place, under a lock, and nothing travels.
final class LocalPump: RoundPump {
    /// Nanoseconds between two looks of threads that have other work, unless somebody rings: a look costs as much as some hundred records.
    private static let lookInterval: UInt64 = 50_000
    /// Looks in a row, for others who ring meanwhile.
    private static let mostLooks = 64

    private let tenancy: Tenancy
    /// Collectives that go on beside the rounds.
    private let calls: CallsUnderWay
    private let owner = Lock()
    private let completed = Atomic<Bool>(false)
    private let bell: RoundBell
    private let currentPause = Atomic<UInt64>(0)
    private let awaited = Atomic<Bool>(false)
    private let nextLook = Atomic<UInt64>(0)

    // What follows belongs to the owner.
    @exclusivity(unchecked) private nonisolated(unsafe) var pacer = RoundPacer(isRung: true)
    @exclusivity(unchecked) private nonisolated(unsafe) var number: UInt64 = 0
    private nonisolated(unsafe) let round: OutgoingRound

    init(_ tenancy: Tenancy, calls: CallsUnderWay, bell: RoundBell) {
        self.tenancy = tenancy
        self.calls = calls
        self.bell = bell
        var shape = tenancy.shape
        shape.segmentBytes = 0
        round = OutgoingRound(shape: shape, size: 1)
    }

    var isComplete: Bool { completed.load(ordering: .acquiring) }
    let hasPeers = false
    var pause: Int { Int(currentPause.load(ordering: .relaxed) / 1000) }

    var isAwaited: Bool { awaited.load(ordering: .relaxed) }

    func rung() { bell.ring() }

    func turn(isIdle: Bool) -> Bool {
        guard !isComplete else { return false }
        let now = MonotonicClock.now
        guard isIdle || bell.isRung || now >= nextLook.load(ordering: .relaxed) else { return false }
        var isDelivered = false
        // Who rings while another thread is at it finds no way in, and may be busy for long: that one looks again.
        for _ in 0..<Self.mostLooks {
            guard owner.acquireIfFree() else { break }
            if !isComplete, advance(isIdle, now) { isDelivered = true }
            owner.release()
            guard bell.isRung else { break }
        }
        return isDelivered
    }

    private func advance(_ isIdle: Bool, _ now: UInt64) -> Bool {
        nextLook.store(now + Self.lookInterval, ordering: .relaxed)
        calls.advance()
        if bell.answer() { pacer.awake() }
        // What there is goes at once: it costs too little to wait for more of it.
        let isNeeded = tenancy.need > .nothing
        if !isNeeded, !isIdle, !pacer.hasWaited(now: now) { return false }
        let waiting = tenancy.waiting.alone
        let isDue = isNeeded || pacer.isDue(waiting, now: now)
        if isDue {
            pacer.posted(now: now)
            round.reset()
            tenancy.fill(round, rank: 0)
            pacer.delivered(isQuiet: tenancy.deliver(round, number: number), now: now)
            if tenancy.decidingRound != nil { completed.store(true, ordering: .releasing) }
            number += 1
        }
        let areCallsUnderWay = calls.isAny
        awaited.store(waiting.timer != nil || areCallsUnderWay, ordering: .relaxed)
        currentPause.store(areCallsUnderWay ? 0 : pacer.pause(waiting, now: now), ordering: .relaxed)
        return isDue
    }
}
