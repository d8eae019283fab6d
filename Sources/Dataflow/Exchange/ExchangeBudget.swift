/// How the bytes that may be on their way to a rank are shared out, and how large its rounds are.
struct ExchangeBudget: Equatable {
    private static let smallestShare = 64 << 10
    /// What may be on its way to one worker, so that it's still in a cache when its turn comes. A rank that is behind
    /// would otherwise fall behind further: it reads what the others send while they go on sending, ever more of it from
    /// memory.
    private static let window = 2 << 20
    private static let smallestSegment = 8 << 10
    private static let largestSegment = 256 << 10

    /// What may be on its way. If so much was asked for: a window for each worker, or twice all shares, so that there is as
    /// much to give to who needs it; all shares in any case.
    let bytes: Int
    /// What each edge owns for each peer, whatever the others do: without it one could wait for another for ever.
    let share: Int
    /// The most that one rank gives another in a round.
    let segmentBytes: Int
    /// The largest batch that a sender fills: its share has room for two, so that one is read while the next one comes.
    /// Without other ranks none goes anywhere.
    var largestBatch: Int { peers == 0 ? .max : share / 2 }
    private let edges: Int
    private let peers: Int

    /// - Parameters:
    ///   - asked: Bytes, at least 1.
    ///   - size: Ranks of the job.
    ///   - threads: Workers of this rank. Of all figures only ``bytes`` depends on them: the others must be the same
    ///     everywhere.
    init(asked: Int, edges: Int, size: Int, threads: Int) {
        self.edges = edges
        peers = size - 1
        let channels = edges * peers
        // Half of a window is owned, and no less than makes sense.
        share = max(Self.smallestShare, min(asked, Self.window) / 2 / max(1, channels))
        bytes = max(min(asked, max(Self.window * threads, 2 * share * channels)), share * channels)
        segmentBytes = min(Self.largestSegment, max(Self.smallestSegment, asked / 4 / size))
    }

    /// What a user should know about a budget that was too small; nil if it was large enough.
    func notice(asked: Int) -> String? {
        guard bytes > asked else { return nil }
        return
            "exchangeBytes is \(asked); \(edges) exchanges between \(peers + 1) ranks need \(bytes), which is used instead"
    }
}
