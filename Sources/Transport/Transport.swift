/// What every rank needs to know of a round before it starts: all ranks open a transport with the same shape.
public struct RoundShape: Sendable, Equatable {
    /// The most bytes that one rank gives one other rank in one round.
    public var segmentBytes: Int
    /// Words that each rank addresses to each single peer (credit, for one).
    public var peerWords: Int
    /// Words of which every rank gets the smallest one contributed.
    public var minima: Int
    /// Words of which every rank gets the sum, modulo 2^64.
    public var sums: Int

    public init(segmentBytes: Int, peerWords: Int, minima: Int, sums: Int) {
        precondition(segmentBytes >= 0 && peerWords >= 0 && minima >= 0 && sums >= 0, "a round of negative size")
        self.segmentBytes = segmentBytes
        self.peerWords = peerWords
        self.minima = minima
        self.sums = sums
    }
}

/// The ranks of one job and the way to open transports between them.
public protocol Network: AnyObject, Sendable {
    /// This process's place among `size` ranks, from 0.
    var rank: Int { get }
    var size: Int { get }

    /// Opens a transport between all ranks. It ends the one that was opened before it.
    ///
    /// Collective: every rank calls it in the same order, with the same shape, when no round is in flight. Between
    /// processes it does not wait for the others.
    ///
    /// - Throws: `TransportError` if one round of this shape is more than a transport can carry. If the ranks disagree
    ///   about the shape, or one of them is still using an earlier transport, this or the first `poll` throws, on all of
    ///   them.
    func open(_ shape: RoundShape) throws(TransportError) -> any Transport

    /// Starts an exchange of pieces between all ranks, beside the rounds of whatever transport is open.
    ///
    /// Collective: every rank starts its *k*-th exchange as the *k*-th one of all. Never waits.
    ///
    /// - Parameter words: ``PieceAnnouncement/wordCount`` words for each rank, in rank order.
    /// - Throws: `TransportError` if the exchange can't start or if a rank ended the job.
    /// - Complexity: One announcement to every rank.
    func startExchange(announcing words: [UInt64]) throws(TransportError) -> any PieceExchange

    /// Ends all ranks with `exitCode`, without waiting for anybody. Only the first call has an effect.
    ///
    /// Local. Between processes it does not return. In a simulated cluster it returns, and from then on every call of
    /// every rank throws an error that names this rank and `exitCode`.
    func abort(exitCode: Int32)
}

/// Rounds in which every rank gives frames to every other and reduces a few words.
///
/// A rank posts rounds 0, 1, 2, … and gets the same rounds back, in that order. Round *k* is delivered when every
/// rank has posted its round *k*; it carries what each of them put into it, no more and no less. Neither call waits.
/// A transport is not thread-safe: one owner at a time uses it.
public protocol Transport: AnyObject, Sendable {
    var rank: Int { get }
    var size: Int { get }
    var shape: RoundShape { get }

    /// How many rounds may be posted and not yet delivered.
    var depth: Int { get }

    /// Starts the next round. `round` belongs to the transport until the round of this number is delivered.
    ///
    /// Collective, in that every rank posts every round; never waits for them.
    ///
    /// - Precondition: Fewer than `depth` rounds are in flight, no segment is longer than `shape.segmentBytes`, and the
    ///   rank's own segment is empty.
    /// - Throws: `TransportError` if the exchange failed, if a rank ended the job, or if a later transport was opened.
    /// - Complexity: One header to every rank, and the filled part of each segment if any rank has filled any.
    func post(_ round: OutgoingRound) throws(TransportError)

    /// Advances what is in flight, and returns the next round in order if it is complete.
    ///
    /// Local. It returns `nil` at once if nothing is in flight.
    ///
    /// - Throws: `TransportError` if the exchange failed or if a rank ended the job.
    func poll() throws(TransportError) -> IncomingRound?
}
