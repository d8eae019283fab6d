extension RankSession {
    /// Seconds for which a rank that knows why the program ends waits for the one that says it.
    private static let patience = 2

    /// Collective: waits until the programs of all ranks have come to their ends.
    ///
    /// - Parameters:
    ///   - problem: Why this rank's program ends before it is through.
    ///   - onFailure: Called on one rank, before any rank ends, with the error that is thrown.
    /// - Throws: `JobError`, the same on all ranks, if one of them has a problem or begins an epoch instead; or, on this
    ///   rank, if the others don't come.
    package func sayGoodbye(
        _ problem: JobError? = nil, timeoutSeconds: Int, onFailure: (JobError) -> Void
    ) throws(JobError) {
        let handshake = handshake(timeoutSeconds: timeoutSeconds)
        do {
            _ = try handshake.greet(Greeting(problem: problem))
        } catch {
            if error.rank ?? 0 == rank { onFailure(error) }
            if !handshake.settle(timeoutSeconds: Self.patience) { network.abort(exitCode: error.code.exitCode) }
            throw error
        }
    }
}
