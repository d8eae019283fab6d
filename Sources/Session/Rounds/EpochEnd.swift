/// When the rounds of an epoch are over.
///
/// A pure state machine. All ranks see in the same round that it's decided. By then others may have started rounds that are
/// still in flight: these are carried out, so that no rank waits for one that nobody else joins.
struct EpochEnd {
    private let depth: UInt64
    /// The last round that is carried out, once it's known.
    private(set) var lastRound: UInt64?

    /// - Parameter depth: How many rounds may be in flight.
    init(depth: Int) { self.depth = UInt64(depth) }

    /// Takes note of the round that has decided it; the first one counts.
    mutating func decided(in round: UInt64) {
        if lastRound == nil { lastRound = round + depth - 1 }
    }

    /// Whether it has been decided.
    var isDecided: Bool { lastRound != nil }

    /// Whether `round` may be started.
    func allows(round: UInt64) -> Bool { lastRound.map { round <= $0 } ?? true }

    /// Whether nothing is left to do after `delivered` rounds.
    func isComplete(delivered: UInt64) -> Bool { lastRound.map { delivered > $0 } ?? false }
}
