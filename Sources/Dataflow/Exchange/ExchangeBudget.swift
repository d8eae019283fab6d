/// How the bytes that may be on their way to a rank are shared out, and how large its rounds are.
struct ExchangeBudget: Equatable {
    private static let smallestShare = 64 << 10
    private static let largestShare = 4 << 20
    private static let smallestSegment = 8 << 10
    private static let largestSegment = 256 << 10

    /// What was asked for, or more if that is not enough for all shares.
    let bytes: Int
    /// What each edge owns for each peer, whatever the others do: without it one could wait for another for ever.
    let share: Int
    /// The most that one rank gives another in a round.
    let segmentBytes: Int
    private let edges: Int
    private let peers: Int

    /// - Parameters:
    ///   - asked: Bytes, at least 1.
    ///   - size: Ranks of the job.
    init(asked: Int, edges: Int, size: Int) {
        self.edges = edges
        peers = size - 1
        let channels = edges * peers
        // Half of it is owned, the other half goes to who needs it.
        share = min(Self.largestShare, max(Self.smallestShare, asked / 2 / max(1, channels)))
        bytes = max(asked, share * channels)
        segmentBytes = min(Self.largestSegment, max(Self.smallestSegment, asked / 4 / size))
    }

    /// What a user should know about a budget that was too small; nil if it was large enough.
    func notice(asked: Int) -> String? {
        guard bytes > asked else { return nil }
        return
            "exchangeBytes is \(asked); \(edges) exchanges between \(peers + 1) ranks need \(bytes), which is used instead"
    }
}
