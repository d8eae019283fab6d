/// How all ranks come to the same end in the same round.
///
/// Every rank sees the same words of each round, and decides by them alone. A failure is first agreed on: the lowest rank
/// that failed reports it, and says in a later round that it has.
struct Agreement {
    /// A rank that failed, and its exit code.
    struct Failure: Equatable {
        let rank: Int
        let exitCode: Int32

        /// A word whose minimum over ranks is the failure of the lowest rank.
        var packed: UInt128 { UInt128(rank) << 32 | UInt128(UInt32(bitPattern: exitCode)) }

        init(rank: Int, exitCode: Int32) {
            self.rank = rank
            self.exitCode = exitCode
        }

        /// - Returns: nil for the neutral word.
        init?(packed: UInt128) {
            guard packed != .max else { return nil }
            rank = Int(truncatingIfNeeded: packed >> 32)
            exitCode = Int32(bitPattern: UInt32(truncatingIfNeeded: packed))
        }
    }

    /// The failure that all ranks know.
    private(set) var failure: Failure?
    /// The round that has decided that the epoch is over.
    private(set) var decidingRound: UInt64?

    /// Takes note of the words of a delivered round.
    mutating func deliver(round: UInt64, unfinishedRanks: UInt64, failure word: UInt128, acknowledgements: UInt64) {
        guard decidingRound == nil else { return }
        if failure == nil { failure = Failure(packed: word) }
        let isDecided = failure == nil ? unfinishedRanks == 0 : acknowledgements > 0
        if isDecided { decidingRound = round }
    }
}
