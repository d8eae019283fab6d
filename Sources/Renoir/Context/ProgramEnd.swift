internal import Dataflow
internal import Synchronization
internal import SystemLibrary
internal import Transport

/// The end of the program on this rank, which the others have to hear of: they might wait for it in a job.
enum ProgramEnd {
    /// Seconds for which a rank whose program has ended waits for the others.
    private static let patience = 600
    private static nonisolated(unsafe) var network: (any Network)?
    private static let isAgreed = Atomic<Bool>(false)
    private static let runningJobs = Atomic<Int>(0)

    /// From now on the end of the program is told to the other ranks of `network`. Called once.
    static func watch(_ network: any Network) {
        self.network = network
        atexit { ProgramEnd.come() }
    }

    /// Runs a job, in the middle of which the program should not end.
    static func withJob<Result, Failure: Error>(_ job: () throws(Failure) -> Result) throws(Failure) -> Result {
        runningJobs.wrappingAdd(1, ordering: .relaxed)
        defer { runningJobs.wrappingSubtract(1, ordering: .relaxed) }
        return try job()
    }

    /// All ranks know that the program ends, and end it too.
    static func agree() { isAgreed.store(true, ordering: .relaxed) }

    private static func come() {
        guard let network, !isAgreed.load(ordering: .relaxed) else { return }
        guard runningJobs.load(ordering: .relaxed) == 0 else {
            let error = JobError(.user, "the program has ended in the middle of a job", rank: network.rank)
            FailureReport.print(error)
            return network.abort(exitCode: error.code.exitCode)
        }
        do {
            try Goodbye.say(on: network, timeoutSeconds: patience) { FailureReport.print($0) }
        } catch {
            _exit(error.code.exitCode)
        }
    }
}
