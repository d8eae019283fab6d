internal import Session
internal import Synchronization
internal import SystemLibrary

/// The end of the program on this rank: it has to come after its jobs, and other ranks have to hear of it, which might wait
/// for this one in a job of their own.
enum ProgramEnd {
    /// Seconds for which a rank whose program has ended waits for the others.
    private static let patience = 600
    private static nonisolated(unsafe) var session: RankSession?
    private static let isAgreed = Atomic<Bool>(false)
    private static let runningJobs = Atomic<Int>(0)

    /// From now on the end of the program is told to the other ranks of `session`. Called once.
    static func watch(_ session: RankSession) {
        self.session = session
        // What was registered last runs first: before the end of MPI, which a job in this process alone doesn't know of.
        atexit { ProgramEnd.come() }
    }

    private static let watchJobs: Void = { _ = atexit { ProgramEnd.come() } }()

    /// Runs a job, in the middle of which the program should not end.
    static func withJob<Result, Failure: Error>(_ job: () throws(Failure) -> Result) throws(Failure) -> Result {
        watchJobs
        runningJobs.wrappingAdd(1, ordering: .relaxed)
        defer { runningJobs.wrappingSubtract(1, ordering: .relaxed) }
        return try job()
    }

    /// Whether a job of this process runs, in which other ranks may take part.
    static var isInJob: Bool { runningJobs.load(ordering: .relaxed) > 0 }

    /// All ranks know that the program ends, and end it too.
    static func agree() { isAgreed.store(true, ordering: .relaxed) }

    private static func come() {
        guard !isAgreed.exchange(true, ordering: .relaxed) else { return }
        guard !isInJob else {
            let error = JobError(.user, "the program has ended in the middle of a job", rank: session?.rank)
            if let session { FailureVoice.waitForTurn(rank: session.rank) }
            FailureReport.print(error)
            let code = (FailureVoice.code ?? error.code).exitCode
            session?.network.abort(exitCode: code)
            // As `exit` would have done after this.
            fflush(nil)
            _exit(code)
        }
        guard let session else { return }
        do {
            try session.sayGoodbye(timeoutSeconds: patience) { FailureReport.print($0) }
        } catch {
            _exit(error.code.exitCode)
        }
    }
}
