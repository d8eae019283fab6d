internal import Session
internal import SystemLibrary
internal import Threading

/// Watches over the start of MPI, which waits for all ranks and knows no bound: one that has ended never comes.
enum StartWatch {
    /// Seconds that the ranks of a large job may take to start.
    static let patience = 300

    /// Runs `start`; ends the program if it takes too long.
    static func during<Outcome, Failure: Error>(
        rank: Int, _ start: () throws(Failure) -> Outcome
    ) throws(Failure) -> Outcome {
        let isOver = Parker()
        let watch = try? EngineThread {
            guard !isOver.park(microseconds: patience * 1_000_000) else { return }
            let error = JobError(
                .configuration,
                "MPI has not started within \(patience) s; did a rank end before its first StreamContext?")
            FailureVoice.waitForTurn(rank: rank)
            FailureReport.print(error)
            _exit(error.code.exitCode)
        }
        defer {
            isOver.wake()
            watch?.join()
        }
        return try start()
    }
}
