/// A rank's own view of a ``RangeLedger``: what it has been given, which of its consumers works on what, and what it has to say.
///
/// A pure state machine. Every consumer has a lane of indexes that follow each other, and takes from its start; who has none
/// takes the end of another's. What nobody has begun can be given back to other ranks.
package struct LeaseBook {
    /// Part of what a rank has that its consumers don't take at once, so that the others get some of it.
    private static let divisor = 2

    /// What a consumer gets.
    package enum Answer: Equatable, Sendable {
        case indexes(Range<Int>)
        /// Nothing now; it's woken when that changes.
        case later
        /// All indexes are settled.
        case over
    }

    private struct Consumer {
        var lane = 0..<0
        var isWaiting = false
        var hasLeft = false
    }

    private let rank: Int
    private let size: Int
    /// Whether indexes are done about in order.
    private let isOrdered: Bool
    private var ledger: RangeLedger
    private var consumers: [Consumer] = []
    /// What is in no lane yet.
    private var spare = IndexRanges()
    private var report = LeaseReport()
    /// What was said in rounds that haven't come back; the last one of all.
    private var inFlight: [LeaseReport] = []
    /// What each rank has said last, and whether that differs from the round before.
    private var heard: [LeaseReport]
    private var isChanged = true
    private var lastSaid = LeaseReport()
    private var isReturnUnderWay = false
    /// Whether another rank has asked and has no answer, and whether one of those has nothing left.
    private var isOtherAsking = false
    private var isOtherHungry = false
    private var lastTake = 1
    private var lastLease = 0

    /// - Parameter isOrdered: Whether indexes are to be done about in order, and not each consumer's behind each other.
    package init(count: Int, rank: Int, size: Int, isOrdered: Bool = false) {
        self.rank = rank
        self.size = size
        self.isOrdered = isOrdered
        heard = Array(repeating: LeaseReport(), count: size)
        ledger = RangeLedger(count: count, ranks: size, isOrdered: isOrdered)
        guard size == 1 else { return }
        // Who is alone has everything, and needs no rounds for it.
        report.asked = UInt64(count)
        report.consumers = 1
        keep(ledger.apply([report]))
    }

    /// Indexes that it has and nobody has begun.
    package var unstarted: Int { consumers.reduce(spare.count) { $0 + $1.lane.count } }

    /// Whether all indexes are settled, on all ranks.
    package var isOver: Bool { ledger.isOver }

    private var present: Int { consumers.count { !$0.hasLeft } }
    private var waiting: Int { consumers.count { $0.isWaiting } }
    private var hungry: Int { isOver || unstarted > 0 ? 0 : waiting }

    /// Whether consumers wait for what other ranks say or do.
    package var isWaiting: Bool { !isOver && waiting > 0 }

    /// Consumers that wait and needn't any more.
    package var awakened: [Int] {
        guard waiting > 0, isOver || unstarted > 0 else { return [] }
        return consumers.indices.filter { consumers[$0].isWaiting }
    }

    // MARK: Consumers

    /// Somebody more takes indexes.
    ///
    /// - Returns: Its number.
    package mutating func join() -> Int {
        consumers.append(Consumer())
        ask()
        return consumers.count - 1
    }

    /// Gives `consumer` the next indexes, up to `most`. They are settled or given back when it knows which.
    package mutating func take(atMost most: Int, by consumer: Int) -> Answer {
        precondition(most > 0 && !consumers[consumer].hasLeft, "consumer \(consumer) takes \(most)")
        if consumers[consumer].lane.isEmpty { fillLane(of: consumer, isOrdered ? most : .max) }
        let lane = consumers[consumer].lane
        consumers[consumer].isWaiting = lane.isEmpty && !isOver
        defer { ask() }
        guard !lane.isEmpty else { return isOver ? .over : .later }
        lastTake = min(most, max(1, unstarted / (Self.divisor * present)), lane.count)
        let taken = lane.lowerBound..<lane.lowerBound + lastTake
        consumers[consumer].lane = taken.upperBound..<lane.upperBound
        return .indexes(taken)
    }

    /// So many of what was taken are not given back any more.
    package mutating func settle(_ count: Int) {
        report.settled += UInt64(count)
        hearOneself()
    }

    /// Others may have what was taken and isn't needed.
    ///
    /// Whoever waits for something may be able to go on.
    package mutating func giveBack(_ range: Range<Int>) { spare.insert(range) }

    /// `consumer` takes no more.
    package mutating func leave(_ consumer: Int) {
        spare.insert(consumers[consumer].lane)
        consumers[consumer] = Consumer(hasLeft: true)
    }

    private mutating func fillLane(of consumer: Int, _ most: Int) {
        if !spare.isEmpty {
            let part = min(most, max(1, spare.count / (Self.divisor * present)))
            consumers[consumer].lane = spare.takeFirst(atMost: part)!
        } else if let longest = longestLane {
            consumers[consumer].lane = takeEnd(ofLane: longest, (consumers[longest].lane.count + 1) / 2)
        }
    }

    private var longestLane: Int? {
        let longest = consumers.indices.max { consumers[$0].lane.count < consumers[$1].lane.count }
        return longest.flatMap { consumers[$0].lane.isEmpty ? nil : $0 }
    }

    private mutating func takeEnd(ofLane consumer: Int, _ count: Int) -> Range<Int> {
        let lane = consumers[consumer].lane
        let start = lane.upperBound - min(count, lane.count)
        consumers[consumer].lane = lane.lowerBound..<start
        return start..<lane.upperBound
    }
}

// MARK: - Rounds

extension LeaseBook {
    /// Whether there is something that others should hear now.
    package var need: RoundNeed {
        guard size > 1 else { return .nothing }
        let isNews =
            report.asked != lastSaid.asked || !report.returned.isEmpty || hungry > 0 && lastSaid.hungry == 0
            || isLeaving
            || isOtherHungry && report.settled != lastSaid.settled
        return isNews ? .much : .nothing
    }

    /// Whether it has something and nobody who wants it.
    private var isLeaving: Bool { present == 0 && unstarted > 0 && !isReturnUnderWay }

    /// What this rank says in the next round.
    package mutating func say() -> LeaseReport {
        if isLeaving, report.returned.isEmpty { report.returned = takeEnd(atMost: .max) }
        report.consumers = present
        report.hungry = hungry
        lastSaid = report
        inFlight.append(report)
        if !report.returned.isEmpty { isReturnUnderWay = true }
        report.returned = 0..<0
        return lastSaid
    }

    /// Takes what another rank has said in the next round.
    package mutating func hear(_ report: LeaseReport, from peer: Int) {
        isChanged = isChanged || report != heard[peer]
        heard[peer] = report
    }

    /// All others have been heard.
    ///
    /// - Parameter hasSaid: Whether this rank has said something in the round, too.
    /// - Returns: Whether anything was news.
    package mutating func closeRound(hasSaid: Bool = true) -> Bool {
        let own = hasSaid ? inFlight.removeFirst() : LeaseReport()
        hear(own, from: rank)
        // In nearly all rounds nobody has anything new to say.
        guard isChanged || isOtherAsking else { return false }
        isChanged = heard.contains { !$0.returned.isEmpty }
        if !own.returned.isEmpty { isReturnUnderWay = false }
        let wasOver = isOver
        let leases = ledger.apply(heard)
        keep(leases.filter { $0.rank == rank })
        let open = heard.indices.filter { $0 != rank && !ledger.isAnswered(heard[$0].asked, of: $0) }
        isOtherAsking = !open.isEmpty
        isOtherHungry = open.contains { heard[$0].hungry > 0 }
        let (hungry, asking) = open.reduce((0, 0)) { ($0.0 + heard[$1].hungry, $0.1 + heard[$1].consumers) }
        share(withHungry: hungry, asking: asking)
        ask()
        return !leases.isEmpty || isOver != wasOver || isChanged
    }

    private mutating func keep(_ leases: [Lease]) {
        guard !leases.isEmpty else { return }
        for lease in leases { spare.insert(lease.range) }
        lastLease = leases.reduce(0) { $0 + $1.range.count }
    }

    /// What may be used up before an answer comes.
    private var lowWater: Int { max(lastLease / 4, 2 * present * lastTake) }

    private mutating func ask() {
        let isOpen = !ledger.isAnswered(report.asked, of: rank)
        guard size > 1, !isOpen, !isOver, present > 0, unstarted <= lowWater else { return }
        report.asked &+= UInt64(present * lastTake)
    }

    /// Gives back a part of what nobody has begun: as much as it needn't itself to `asking` consumers of other ranks who will have
    /// nothing soon, and of all to `hungry` ones, who have nothing.
    private mutating func share(withHungry hungry: Int, asking: Int) {
        guard isOtherAsking, ledger.freeCount == 0, !isReturnUnderWay, report.returned.isEmpty else { return }
        func part(of count: Int, for others: Int) -> Int { count - count.share(present, of: present + others) }
        let part = max(
            part(of: max(0, unstarted - waiting), for: hungry), part(of: max(0, unstarted - lowWater), for: asking))
        report.returned = takeEnd(atMost: part)
    }

    private mutating func takeEnd(atMost most: Int) -> Range<Int> {
        if let range = spare.takeLast(atMost: most) { return range }
        return longestLane.map { takeEnd(ofLane: $0, most) } ?? 0..<0
    }

    /// Keeps the ledger of a rank that is alone.
    private mutating func hearOneself() {
        guard size == 1 else { return }
        _ = ledger.apply([report])
    }
}
