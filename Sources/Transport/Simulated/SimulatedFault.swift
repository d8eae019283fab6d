/// Something that a simulated cluster does wrong on purpose, so that a test can show that it would be noticed.
///
/// Rounds are counted from 0 in every transport that is opened.
public enum SimulatedFault: Sendable, Hashable {
    /// What rank `from` puts into its segment for rank `to` doesn't arrive.
    case lostSegment(round: UInt64, from: Int, to: Int)
    /// What rank `from` puts into its segment for rank `to` arrives twice, one after the other.
    case doubledSegment(round: UInt64, from: Int, to: Int)
    /// `rank` gets what belongs to the round and to the one after it in each other's place.
    case swappedRounds(round: UInt64, rank: Int)
    /// `rank` gets the reduced words of the next round with this round: a mark that overtakes its payload.
    case earlyWords(round: UInt64, rank: Int)
    /// What `rank` posts from this round on reaches nobody.
    case stopsPosting(rank: Int, round: UInt64)
    /// What `rank` announces from this exchange of pieces on reaches nobody. Exchanges are counted from 0.
    case stopsAnnouncing(rank: Int, exchange: UInt64)
    /// What rank `from` gives rank `to` in this exchange of pieces doesn't arrive.
    case lostPieces(exchange: UInt64, from: Int, to: Int)
}
