internal import CEngine
internal import Threading
internal import Transport

/// Something that ranks do together in rounds, and have agreed on.
package final class Epoch {
    /// What messages call it.
    let kind: String
    let session: RankSession
    let options: EpochOptions
    /// Where it stands on this rank.
    package let status: EpochStatus
    /// The host of each rank.
    package let hosts: [String]
    /// The ranks of this host, and the memory that this one shares with them.
    package let neighbours: Neighbours
    /// How the ranks come to its end.
    package let ending: EndTenant
    /// Wakes the other ranks; nil if it doesn't reach all of them: they look for each other more often then.
    private let doorbell: Doorbell?
    /// Rung by whoever has something for the rounds, and looked at by whoever could turn them, where this rank is alone; nil if it
    /// isn't.
    package let bell: RoundBell?
    private var isWatchingSignals = false

    /// - Parameters:
    ///   - doorbell: This rank's, which it has told the others of.
    ///   - memory: The same.
    init(
        _ kind: String, in session: RankSession, _ greetings: [Greeting], doorbell: Doorbell?, memory: SharedArena?,
        _ options: EpochOptions
    ) {
        self.kind = kind
        self.session = session
        self.options = options
        hosts = greetings.map(\.host)
        status = EpochStatus(rank: session.spokenRank, bed: doorbell ?? Parker())
        ending = EndTenant(status)
        self.doorbell = doorbell.flatMap { Self.introduce($0, greetings) }
        bell = session.size > 1 ? nil : RoundBell()
        neighbours = Self.neighbours(greetings, rank: session.rank, memory)
    }

    /// Where a tenant of it is.
    package var site: TenantSite { TenantSite(rank: session.rank, size: session.size, bed: status.bed) }

    /// Begins rounds of `tenants`, of the end, and of those that come after it, and see what it says in the same round.
    ///
    /// Collective: all ranks have the same tenants in the same order.
    package func start(
        _ tenants: [any RoundTenant], after others: [any RoundTenant] = []
    ) throws(JobError) -> RunningEpoch {
        let (status, rank) = (status, session.rank)
        do {
            let pump = try session.network.beginEpoch(
                of: tenants + [ending] + others, silenceTimeout: options.silenceTimeout, doorbell: doorbell,
                bell: bell ?? RoundBell(), beside: session.collectives
            ) { status.lost($0.error(rank: rank)) }
            if options.endsOnSignals {
                isWatchingSignals = true
                renoir_watch_signals()
            }
            return RunningEpoch(epoch: self, pump: pump)
        } catch {
            let failure = JobError(.io, "ranks can't reach each other: \(error)", rank: rank)
            options.onFailure?(failure)
            session.abort(failure, options)
            throw failure
        }
    }

    /// Whatever came of it, it's over on this rank.
    func leave() {
        if isWatchingSignals { renoir_unwatch_signals() }
        isWatchingSignals = false
    }

    /// Introduces the doorbells of ranks on one host to each other.
    ///
    /// - Returns: The doorbell, if it reaches all ranks.
    private static func introduce(_ doorbell: Doorbell, _ greetings: [Greeting]) -> Doorbell? {
        guard greetings.allSatisfy({ $0.doorbell != 0 && $0.host == greetings[0].host }) else { return nil }
        doorbell.meet(greetings.map(\.doorbell).filter { $0 != doorbell.port })
        return doorbell
    }

    /// Attaches to the memory of the ranks on this host; their own is given up if there are none.
    private static func neighbours(_ greetings: [Greeting], rank: Int, _ memory: SharedArena?) -> Neighbours {
        let others = greetings.enumerated().map { other, greeting in
            other != rank && greeting.host == greetings[rank].host ? greeting.memory : nil
        }
        return Neighbours(others.allSatisfy { $0 == nil } ? nil : memory, attachingTo: others)
    }
}

extension RoundFailure {
    /// As the end of an epoch.
    fileprivate func error(rank: Int) -> JobError {
        switch self {
        case .silence(let seconds):
            JobError(.io, "another rank has not been heard for \(seconds) s; it may be stopped or gone")
        case .transport(let error):
            JobError(.io, "the exchange with other ranks failed: \(error)", rank: rank)
        }
    }
}
