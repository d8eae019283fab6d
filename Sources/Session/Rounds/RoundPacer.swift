/// Decides when a rank starts another round although there is little or nothing to send.
///
/// Rounds are collective: a rank that never starts one keeps the others from theirs; one that always does burns a core.
/// After rounds in which nothing happened anywhere the pause grows, up to a bound. While there are records to work on, a
/// round that is not full waits for more of them: each costs as much as thousands of records.
package struct RoundPacer {
    /// Empty rounds in a row that follow each other without a pause.
    package static let eagerRounds = 64
    static let shortestPause: UInt64 = 20_000
    /// Nanoseconds from the start of one round to that of the next one, if that isn't full and there is other work.
    static let fillTime: UInt64 = 200_000
    /// The longest pause: short where nobody rings when there is something to do.
    let longestPause: UInt64

    init(isRung: Bool) { longestPause = isRung ? 20_000_000 : 1_000_000 }

    private var quietRounds = 0
    private var lastDelivery: UInt64 = 0
    private var lastPost: UInt64 = 0

    /// Takes note of a delivered round.
    mutating func delivered(isQuiet: Bool, now: UInt64) {
        quietRounds = isQuiet ? quietRounds + 1 : 0
        lastDelivery = now
    }

    /// Takes note of a round that is started.
    mutating func posted(now: UInt64) { lastPost = now }

    /// Whether a round that isn't full has waited long enough.
    func hasWaited(now: UInt64) -> Bool { now >= lastPost + Self.fillTime }

    /// Whether nothing has happened for so long that other ranks may be asleep.
    var isQuiet: Bool { pause > 0 }

    /// Something is about to happen: rounds follow each other without a pause for a while.
    mutating func awake() { quietRounds = 0 }

    /// Nanoseconds between the last delivered round and the next one without content.
    var pause: UInt64 {
        guard quietRounds > Self.eagerRounds else { return 0 }
        let doublings = UInt64(min(16, (quietRounds - Self.eagerRounds) / 4))
        return min(longestPause, Self.shortestPause << doublings)
    }

    /// The same where tenants wait: not at all for other ranks, and at most until a moment that one waits for.
    func pause(_ waiting: Waiting, now: UInt64) -> UInt64 {
        if waiting.isForPeers { return 0 }
        guard let timer = waiting.timer else { return pause }
        return min(pause, timer > now ? timer - now : 0)
    }

    /// Whether it's time for a round without content.
    func isDue(_ waiting: Waiting = Waiting(), now: UInt64) -> Bool {
        if waiting.isForPeers { return true }
        if let timer = waiting.timer, now >= timer { return true }
        return now >= lastDelivery + pause
    }
}
