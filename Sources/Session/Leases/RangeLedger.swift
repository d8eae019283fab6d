/// Who has which indexes of 0..<n: hands them out in chunks while work goes on, and takes back what somebody has too much of.
///
/// A pure state machine without a coordinator. All ranks hear the same reports in the same round and keep the same ledger by
/// them, so a request is answered by the very round that carries it.
///
/// ```swift
/// var ledger = RangeLedger(count: 1000, ranks: 2)
/// var reports = [LeaseReport(), LeaseReport()]
/// reports[1].asked = 10
/// reports[1].consumers = 1
/// ledger.apply(reports)  // [Lease(rank: 1, range: 0..<500)]
/// ```
///
/// A chunk is a share of what isn't settled, as of guided self-scheduling: large ones first, for few requests, and small ones at the end,
/// for an even one.
package struct RangeLedger {
    /// Of what is left, a rank gets its part of one in so many.
    private static let divisor = 2
    /// How many times what it asks for a rank gets at most, if indexes are to be done about in order.
    private static let orderedFactor = 8

    private struct Account {
        /// What it had asked for by its last request that was answered.
        var answered: UInt64 = 0
        /// Indexes that it has been given and not given back.
        var granted = 0
        var settled: UInt64 = 0
    }

    private let isOrdered: Bool
    /// What nobody has.
    private var free: IndexRanges
    private var accounts: [Account]
    /// The rank that is served first, so that none always comes last.
    private var turn = 0

    /// - Parameter isOrdered: Whether indexes are to be done about in order, so that chunks are small from the start.
    package init(count: Int, ranks: Int, isOrdered: Bool = false) {
        precondition(count >= 0 && ranks > 0, "\(count) indexes for \(ranks) ranks")
        self.isOrdered = isOrdered
        free = IndexRanges(0..<count)
        accounts = Array(repeating: Account(), count: ranks)
    }

    /// How many indexes nobody has.
    package var freeCount: Int { free.count }

    /// Whether all indexes are settled: nobody gets any more.
    package var isOver: Bool {
        free.isEmpty && accounts.allSatisfy { UInt64($0.granted) == $0.settled }
    }

    /// Whether a rank that has asked for so much has an answer to all of it.
    package func isAnswered(_ asked: UInt64, of rank: Int) -> Bool { accounts[rank].answered == asked }

    /// Takes what all ranks have said in a round, and answers their requests as far as there is anything.
    ///
    /// - Returns: What is given out, in ascending order for each rank.
    package mutating func apply(_ reports: [LeaseReport]) -> [Lease] {
        precondition(reports.count == accounts.count, "\(reports.count) reports of \(accounts.count) ranks")
        for (rank, report) in reports.enumerated() {
            free.insert(report.returned)
            accounts[rank].granted -= report.returned.count
            accounts[rank].settled = max(accounts[rank].settled, report.settled)
        }
        let consumers = reports.reduce(0) { $0 + $1.consumers }
        let unsettled = accounts.reduce(free.count) { $0 + $1.granted - Int($1.settled) }
        let open = inOrder(reports.indices.filter { !isAnswered(reports[$0].asked, of: $0) }, reports)
        var unserved = open.reduce(0) { $0 + reports[$1].consumers }
        var leases: [Lease] = []
        for rank in open where !free.isEmpty {
            // Those who ask in the same round get something too.
            let fair = max(1, free.count.share(reports[rank].consumers, of: unserved))
            let least = Int(clamping: reports[rank].asked &- accounts[rank].answered)
            var guided = unsettled.share(reports[rank].consumers, of: Self.divisor * consumers)
            if isOrdered { guided = min(guided, least.multipliedOrMost(by: Self.orderedFactor)) }
            unserved -= reports[rank].consumers
            grant(min(max(least, guided, 1), fair), to: rank, &leases)
            accounts[rank].answered = reports[rank].asked
            turn = (rank + 1) % accounts.count
        }
        return leases
    }

    private mutating func grant(_ count: Int, to rank: Int, _ leases: inout [Lease]) {
        var left = count
        while left > 0, let range = free.takeFirst(atMost: left) {
            left -= range.count
            accounts[rank].granted += range.count
            leases.append(Lease(rank: rank, range: range))
        }
    }

    /// In which order requests are served: who has nothing before who asks ahead, and each in its turn.
    private func inOrder(_ ranks: [Int], _ reports: [LeaseReport]) -> [Int] {
        let rotated = ranks.filter { $0 >= turn } + ranks.filter { $0 < turn }
        return rotated.filter { reports[$0].hungry > 0 } + rotated.filter { reports[$0].hungry == 0 }
    }
}

extension Int {
    fileprivate func multipliedOrMost(by factor: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}

/// Indexes that a rank has been given.
package struct Lease: Equatable, Sendable {
    package let rank: Int
    package let range: Range<Int>
}
