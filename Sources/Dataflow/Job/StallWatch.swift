internal import Session

/// Looks whether a job stands still. By the rules of the exchange nobody waits for ever; should it happen all the same, all ranks
/// notice in the same round. The last tenant of all: it sees whether the others had news.
final class StallWatch: RoundTenant, @unchecked Sendable {
    /// Rounds in a row in which nothing moves anywhere: their pauses add up to about a quarter of a second, in which a worker
    /// that was woken gets its turn however many others there are.
    private static let patience = RoundPacer.eagerRounds + 48

    let shape = TenantShape(minima: 1, sums: 1)
    private let status: JobStatus
    private let edges: [Edge]
    private let end: EndTenant
    @exclusivity(unchecked) private var detector: StallDetector

    init(_ status: JobStatus, _ edges: [Edge], _ end: EndTenant, mostOverdrafts: Int) {
        self.status = status
        self.edges = edges
        self.end = end
        detector = StallDetector(patience: Self.patience, mostOverdrafts: mostOverdrafts)
    }

    func fill(_ part: OutgoingPart) {
        let (isStill, obstacles) = status.reportStillness()
        part.minima[0] = obstacles.blockedEdge.map { UInt128($0) } ?? .max
        part.sums[0] = isStill && !obstacles.waitsForOutside && !part.isWaiting ? 0 : 1
    }

    func deliver(_ part: IncomingPart) -> Bool {
        let blocked = part.minima[0]
        let verdict = detector.look(
            isStill: part.isQuiet && !end.isNear && part.sums[0] == 0,
            blockedEdge: blocked < UInt128(edges.count) ? Int(blocked) : nil)
        verdict?.carryOut(edges, status)
        return false
    }
}
