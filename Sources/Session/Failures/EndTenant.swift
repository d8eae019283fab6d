/// How the ranks of an epoch come to its end in the same round, well or with a failure.
package final class EndTenant: RoundTenant, @unchecked Sendable {
    /// Its words.
    private enum Sum {
        static let unfinishedRanks = 0
        static let acknowledgements = 1
    }

    package let shape = TenantShape(minima: 1, sums: 2)
    private let status: EpochStatus
    @exclusivity(unchecked) private var agreement = Agreement()
    /// Whether nothing more is to be done.
    @exclusivity(unchecked) package private(set) var isNear = false

    init(_ status: EpochStatus) { self.status = status }

    package var need: RoundNeed { status.isUrgent ? .much : .nothing }
    package var decidingRound: UInt64? { agreement.decidingRound }

    package func fill(_ part: OutgoingPart) {
        let report = status.reportEnd()
        part.minima[0] = report.failure.map { Agreement.Failure(rank: part.rank, exitCode: $0.exitCode).packed } ?? .max
        part.sums[Sum.unfinishedRanks] = report.isFinished ? 0 : 1
        part.sums[Sum.acknowledgements] = report.isAcknowledged ? 1 : 0
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        agreement.deliver(
            round: part.number, unfinishedRanks: part.sums[Sum.unfinishedRanks], failure: part.minima[0],
            acknowledgements: part.sums[Sum.acknowledgements])
        if let failure = agreement.failure { status.agreed(failure) }
        isNear = part.sums[Sum.unfinishedRanks] == 0 || agreement.failure != nil
        return false
    }
}
