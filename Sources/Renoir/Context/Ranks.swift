internal import Cluster
internal import Session
internal import Synchronization
internal import Threading
internal import Transport

/// The processes that run a job together, and how this one reaches the others.
package final class Ranks: Sendable {
    package let rank: Int
    package let size: Int
    private let given: RankSession?
    private let shared: Shared
    /// Whether there may be several jobs at a time, also in each other's closures.
    private let runsSideBySide: Bool
    /// Whether this process is one that an agent has started, which is no rank.
    static let areOthers = Atomic<Bool>(false)

    /// What all configurations with the same ranks share: there is one session of them, for one job at a time. A program
    /// that would need more is refused in one process too, so that it doesn't start to fail on several.
    private final class Shared: Sendable {
        let isRunning = Atomic<Bool>(false)
        /// Of this process, where it has no others.
        let alone = Ranks.alone()
        let lock = Lock()
        nonisolated(unsafe) var connection: Result<RankSession, JobError>?
    }

    /// Where ranks meet for a job.
    private static let meetingPlace = "execute()"

    /// Of the processes that a launcher has started.
    private static let launched = Shared()

    /// This process alone.
    init() {
        rank = 0
        size = 1
        given = nil
        shared = Shared()
        runsSideBySide = true
    }

    init(_ network: any Network) {
        rank = network.rank
        size = network.size
        given = RankSession(on: network, meetingPlace: Self.meetingPlace)
        shared = Shared()
        runsSideBySide = false
    }

    /// Those that a launcher has started, by what it says in the environment; without one this process alone.
    init(launched environment: LauncherEnvironment) {
        rank = environment.rank ?? 0
        size = environment.size ?? 1
        given = nil
        shared = Self.launched
        runsSideBySide = false
    }

    /// Whether they are threads of a program that goes on when their job has ended them.
    var areGiven: Bool { given != nil }

    /// How to reach the other ranks. MPI starts with the first context of a program that has others.
    ///
    /// Collective, the first time.
    func connect() throws(JobError) -> RankSession {
        if let given { return given }
        guard size > 1 else { return runsSideBySide ? Self.alone() : shared.alone }
        guard !Self.areOthers.load(ordering: .relaxed) else {
            throw JobError(
                .configuration,
                "this is a process of its own and no rank; streams run in it alone, with RuntimeConfig.local()")
        }
        let connection = shared.lock.withLock {
            let result = shared.connection ?? Result { () throws(JobError) in try start() }
            shared.connection = result
            return result
        }
        return try connection.get()
    }

    private func start() throws(JobError) -> RankSession {
        let network: MPINetwork
        do {
            network = try StartWatch.during(rank: rank) { () throws(TransportError) in
                let network = try MPINetwork.start()
                FailureVoice.share(on: network, timeoutSeconds: StartWatch.patience)
                return network
            }
        } catch {
            throw JobError(.configuration, "MPI can't be used: \(error)")
        }
        guard network.size == size, network.rank == rank else {
            throw JobError(
                .configuration,
                "the launcher says rank \(rank) of \(size), MPI says rank \(network.rank) of \(network.size)")
        }
        let session = RankSession(on: network, meetingPlace: Self.meetingPlace)
        ProgramEnd.watch(session)
        return session
    }

    /// A session of this process.
    private static func alone() -> RankSession { RankSession(on: LocalNetwork(), meetingPlace: meetingPlace) }

    /// How to reach the other ranks, if that has been asked for before and there was no error.
    var connected: RankSession? {
        if let given { return given }
        return shared.lock.withLock { try? shared.connection?.get() }
    }

    /// Runs a job on these ranks, unless one is running: ranks exchange for one job at a time.
    func withJob<Outcome>(_ job: () throws(JobError) -> Outcome) throws(JobError) -> Outcome {
        if runsSideBySide { return try job() }
        guard !shared.isRunning.exchange(true, ordering: .acquiringAndReleasing) else {
            throw JobError(
                .graph,
                "a job is running on these ranks already; one can't be executed in a closure of another, unless it's local()"
            )
        }
        defer { shared.isRunning.store(false, ordering: .releasing) }
        return try job()
    }
}
