/// A figure that all ranks know of what they do together.
package struct Statistic: Sendable {
    package enum Combination: Sendable {
        /// What the ranks have, added up.
        case sum
        /// The most that a rank has.
        case largest
    }

    let combination: Combination
    let value: @Sendable () -> Int
    let take: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - value: What this rank has, at least 0.
    ///   - take: Takes over what all ranks have had in a round.
    package init(
        _ combination: Combination, _ value: @escaping @Sendable () -> Int, take: @escaping @Sendable (Int) -> Void
    ) {
        self.combination = combination
        self.value = value
        self.take = take
    }
}

/// Tells each rank, round by round, what all of them have done.
package final class StatisticsTenant: RoundTenant {
    package let shape: TenantShape
    private let sums: [Statistic]
    private let largest: [Statistic]
    private let onRound: @Sendable (IncomingPart) -> Void

    /// - Parameter onRound: Called when all figures of a round have been taken over.
    package init(_ statistics: [Statistic], onRound: @escaping @Sendable (IncomingPart) -> Void) {
        sums = statistics.filter { $0.combination == .sum }
        largest = statistics.filter { $0.combination == .largest }
        shape = TenantShape(minima: largest.count, sums: sums.count)
        self.onRound = onRound
    }

    package func fill(_ part: OutgoingPart) {
        for place in sums.indices { part.sums[place] = UInt64(sums[place].value()) }
        // The largest has the smallest complement.
        for place in largest.indices { part.minima[place] = ~UInt128(largest[place].value()) }
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        for place in sums.indices { sums[place].take(Int(truncatingIfNeeded: part.sums[place])) }
        for place in largest.indices { largest[place].take(Int(truncatingIfNeeded: ~part.minima[place])) }
        onRound(part)
        return false
    }
}
