/// Decides when a rank that has nothing to send starts another round all the same.
///
/// Rounds are collective: a rank that never starts one keeps the others from theirs; one that always does burns a core.
/// After rounds in which nothing happened anywhere the pause grows, up to a bound.
struct RoundPacer {
    /// Empty rounds in a row that follow each other without a pause.
    static let eagerRounds = 64
    static let shortestPause: UInt64 = 20_000
    /// The longest pause: short where nobody rings when there is something to do.
    let longestPause: UInt64

    init(isRung: Bool) { longestPause = isRung ? 20_000_000 : 1_000_000 }

    private var quietRounds = 0
    private var lastDelivery: UInt64 = 0

    /// Takes note of a delivered round.
    mutating func delivered(isQuiet: Bool, now: UInt64) {
        quietRounds = isQuiet ? quietRounds + 1 : 0
        lastDelivery = now
    }

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

    func isDue(now: UInt64) -> Bool { now >= lastDelivery + pause }
}
