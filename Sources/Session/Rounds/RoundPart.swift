package import Transport

/// What a tenant puts into a round.
package struct OutgoingPart {
    /// Words of which all ranks get the smallest; `.max` unless set.
    package let minima: UnsafeMutableBufferPointer<UInt128>
    /// Words of which all ranks get the sum; 0 unless set.
    package let sums: UnsafeMutableBufferPointer<UInt64>
    /// This rank.
    package let rank: Int
    /// How many ranks there are.
    package let size: Int
    /// Whether a tenant of this rank waits for something that is no record.
    package let isWaiting: Bool
    private let round: OutgoingRound
    private let place: TenantPlace

    init(of round: OutgoingRound, at place: TenantPlace, rank: Int, isWaiting: Bool) {
        minima = UnsafeMutableBufferPointer(rebasing: round.minima[place.minima])
        sums = UnsafeMutableBufferPointer(rebasing: round.sums[place.sums])
        self.rank = rank
        size = round.size
        self.isWaiting = isWaiting
        self.round = round
        self.place = place
    }

    /// The words for `peer`; 0 unless set.
    package func words(for peer: Int) -> UnsafeMutableBufferPointer<UInt64> {
        UnsafeMutableBufferPointer(rebasing: round.words(for: peer)[place.peerWords])
    }

    /// Where bytes for `peer` go.
    package func segment(for peer: Int) -> UnsafeMutableRawBufferPointer {
        precondition(place.hasSegments, "a tenant without segments fills one")
        return round.segment(for: peer)
    }

    /// Says how many bytes of the segment for `peer` are filled.
    package func setByteCount(_ count: Int, for peer: Int) {
        precondition(place.hasSegments, "a tenant without segments fills one")
        round.byteCounts[peer] = count
    }
}

/// What all ranks have said to a tenant in a round.
package struct IncomingPart {
    /// 0 for the first round of an epoch.
    package let number: UInt64
    /// The smallest that any rank has said.
    package let minima: UnsafeBufferPointer<UInt128>
    /// What all ranks have said, added up.
    package let sums: UnsafeBufferPointer<UInt64>
    package let rank: Int
    package let size: Int
    /// Whether the round has brought no news to the tenants before this one.
    package let isQuiet: Bool
    /// What has come from other ranks; nil where there are none.
    private let round: IncomingRound?
    private let place: TenantPlace

    init(
        number: UInt64, minima: UnsafeBufferPointer<UInt128>, sums: UnsafeBufferPointer<UInt64>, rank: Int, size: Int,
        isQuiet: Bool, of round: IncomingRound?, at place: TenantPlace
    ) {
        self.number = number
        self.minima = UnsafeBufferPointer(rebasing: minima[place.minima])
        self.sums = UnsafeBufferPointer(rebasing: sums[place.sums])
        self.rank = rank
        self.size = size
        self.isQuiet = isQuiet
        self.round = round
        self.place = place
    }

    /// The other ranks, and the round itself, which keeps the bytes that came from them; nothing where there are none.
    package var others: (peers: [Int], round: IncomingRound)? {
        round.map { round in ((0..<size).filter { $0 != rank }, round) }
    }

    /// The words that `peer`, another rank, has addressed to this one.
    package func words(from peer: Int) -> UnsafeBufferPointer<UInt64> {
        guard let round else { preconditionFailure("words of rank \(peer) of \(size)") }
        return UnsafeBufferPointer(rebasing: round.words(from: peer)[place.peerWords])
    }
}

/// Where a tenant's words lie among all words of a round.
struct TenantPlace {
    let peerWords: Range<Int>
    let minima: Range<Int>
    let sums: Range<Int>
    let hasSegments: Bool
}
