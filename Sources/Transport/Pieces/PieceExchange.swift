/// Pieces of any size that ranks give each other once all of them have said what they want.
///
/// It is what collective operations are made of. First every rank announces a few words to every other one; then those
/// that know from these words what goes where give and take bytes, in the order in which both sides name them. Nothing
/// here waits, and exchanges of pieces and rounds of a transport don't wait for each other. Several exchanges may be
/// under way. An exchange is not thread-safe: one owner at a time uses it.
public protocol PieceExchange: AnyObject, Sendable {
    /// What every rank has announced to this one, ``PieceAnnouncement/wordCount`` words of each in rank order.
    ///
    /// Local. It returns `nil` until every rank has started this exchange; asking makes progress.
    ///
    /// - Throws: `TransportError` if the exchange failed or if a rank ended the job.
    func announcements() throws(TransportError) -> [UInt64]?

    /// Gives `bytes` to another rank, which takes as many.
    ///
    /// Local: `poll` starts it. What goes from one rank to another one arrives in the order in which it is given.
    ///
    /// - Parameter owner: Whatever keeps the bytes where and as they are until `poll` has returned `true`.
    /// - Precondition: All announcements are there, and `peer` is another rank.
    func give(_ bytes: UnsafeRawBufferPointer, to peer: Int, owner: AnyObject)

    /// Fills `bytes` with the next piece that another rank gives this one, which has that size.
    ///
    /// Local: `poll` starts it.
    ///
    /// - Parameter owner: Whatever keeps the memory in place until `poll` has returned `true`.
    /// - Precondition: All announcements are there, and `peer` is another rank.
    func take(_ bytes: UnsafeMutableRawBufferPointer, from peer: Int, owner: AnyObject)

    /// Advances what is under way, and says whether everything that was given and taken so far is complete.
    ///
    /// Local.
    ///
    /// - Throws: `TransportError` if the exchange failed or if a rank ended the job.
    func poll() throws(TransportError) -> Bool
}

/// What one rank announces to one other rank.
public enum PieceAnnouncement {
    /// How many words it has. Their meaning is the caller's.
    public static let wordCount = 16
}

extension PieceAnnouncement {
    /// Stops on words that are not one announcement for each rank.
    static func check(_ words: [UInt64], size: Int) {
        precondition(words.count == size * wordCount, "\(words.count) words to announce to \(size) ranks")
    }
}
