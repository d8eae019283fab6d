internal import Synchronization
internal import Transport

/// The rounds whose memory serves the frames in it until they are read.
///
/// One small frame keeps all of its round, so their memory has a bound: beyond it, frames move out of their rounds. One
/// round may always be held, however large.
final class HeldRounds: Sendable {
    private let bytes = Atomic<Int>(0)
    private let most: Int

    /// - Parameter most: Bytes of memory that they may have together.
    init(most: Int) { self.most = most }

    /// What keeps `round`; nil if too many are kept.
    func holder(of round: IncomingRound) -> HeldRound? {
        let held = bytes.load(ordering: .relaxed)
        guard held == 0 || held + round.memoryBytes <= most else { return nil }
        return HeldRound(round, of: self)
    }

    fileprivate func count(_ change: Int) { bytes.add(change, ordering: .relaxed) }
}

/// Keeps a round for as long as a frame refers to it.
final class HeldRound {
    private let round: IncomingRound
    private let rounds: HeldRounds

    fileprivate init(_ round: IncomingRound, of rounds: HeldRounds) {
        self.round = round
        self.rounds = rounds
        rounds.count(round.memoryBytes)
    }

    deinit { rounds.count(-round.memoryBytes) }
}
