package import Threading

/// Somebody who has a part in each round that ranks carry out together: the edges of a job, its end, its statistics, a vote.
///
/// ```swift
/// /// How many ranks have had enough.
/// final class Enough: RoundTenant, @unchecked Sendable {
///     let shape = TenantShape(sums: 1)
///     var need: RoundNeed { hasChanged ? .much : .nothing }
///     func fill(_ part: OutgoingPart) {
///         part.sums[0] = hasEnough ? 1 : 0
///         hasChanged = false
///     }
///     func deliver(_ part: IncomingPart) -> Bool { part.sums[0] == part.size }
/// }
/// ```
///
/// The tenants of an epoch are the same on all ranks, in the same order; whoever comes or leaves begins another epoch. All of
/// them see the same rounds, and come to the same conclusions from words that are reduced.
///
/// Whichever thread turns the rounds calls a tenant, one at a time; nothing in it waits.
package protocol RoundTenant: AnyObject, Sendable {
    /// The words that it has in each round.
    var shape: TenantShape { get }

    /// How much it has for a round; nothing, once that has been filled in. What another thread adds wakes the rank by its
    /// ``TenantSite``.
    var need: RoundNeed { get }

    /// What it waits for besides records. While anybody waits, the job isn't taken to stand still.
    var waits: TenantWait { get }

    /// Says what this rank has to say. The part's words are neutral before.
    func fill(_ part: OutgoingPart)

    /// Takes what all ranks have said in the next round.
    ///
    /// - Returns: Whether that was news. Rounds without news grow rare.
    func deliver(_ part: IncomingPart) -> Bool

    /// The round that has decided that the epoch ends; the same on all ranks. Rounds that are in flight by then are
    /// the last. In a job, only its end decides that.
    var decidingRound: UInt64? { get }
}

extension RoundTenant {
    package var need: RoundNeed { .nothing }
    package var waits: TenantWait { .nothing }
    package var decidingRound: UInt64? { nil }
}

/// Where a tenant is.
package struct TenantSite: Sendable {
    package let rank: Int
    package let size: Int
    private let bed: any Waking

    /// - Parameter bed: Where the rank's own thread sleeps.
    package init(rank: Int, size: Int, bed: any Waking) {
        self.rank = rank
        self.size = size
        self.bed = bed
    }

    /// The tenant has something for a round.
    package func wake() { bed.wake() }
}

/// How many words of a round a tenant has, and whether it fills its segments.
package struct TenantShape: Sendable, Equatable {
    /// Words for each single peer.
    package var peerWords: Int
    /// Words of which all ranks get the smallest.
    package var minima: Int
    /// Words of which all ranks get the sum.
    package var sums: Int
    /// The most bytes for each peer. One tenant has them.
    package var segmentBytes: Int

    package init(peerWords: Int = 0, minima: Int = 0, sums: Int = 0, segmentBytes: Int = 0) {
        self.peerWords = peerWords
        self.minima = minima
        self.sums = sums
        self.segmentBytes = segmentBytes
    }
}

/// How much there is for a round.
package enum RoundNeed: Comparable, Sendable {
    case nothing
    /// Something that may wait for more of it, for as long as there is other work.
    case little
    /// As much as a round carries, or what others wait for.
    case much
}

/// What a tenant waits for that is no record.
package enum TenantWait: Equatable, Sendable {
    case nothing
    /// The answers of other ranks: rounds follow each other without a pause until they have come.
    case peer
    /// A moment of `MonotonicClock`, in nanoseconds; a round is turned then.
    case timer(UInt64)
    /// Something outside of the job, which wakes the rank itself.
    case outside
}
