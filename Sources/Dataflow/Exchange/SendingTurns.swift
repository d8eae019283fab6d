internal import Synchronization

/// Whose turn it is to send, among the senders of one rank.
final class SendingTurns: Sendable {
    private let senders: Range<Int>
    private let turn: Atomic<Int>

    /// - Parameter senders: The replicas of this rank.
    init(_ senders: Range<Int>) {
        self.senders = senders
        turn = Atomic(senders.lowerBound)
    }

    func isTurn(of sender: Int) -> Bool { turn.load(ordering: .acquiring) == sender }

    /// The sender whose turn it is has sent all of its pass.
    ///
    /// - Returns: Whether it was the last one, so that the first one is next, in the next pass.
    func endTurn() -> Bool {
        let next = turn.load(ordering: .relaxed) + 1
        turn.store(next == senders.upperBound ? senders.lowerBound : next, ordering: .releasing)
        return next == senders.upperBound
    }
}
