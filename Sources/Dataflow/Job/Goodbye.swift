package import Session
package import Transport

/// The end of a program on one of its ranks.
package enum Goodbye {
    /// Seconds for which a rank that knows why the program ends waits for the one that says it.
    private static let patience = 2

    /// Collective: waits until the programs of all ranks have come to their ends.
    ///
    /// - Parameters:
    ///   - problem: Why this rank's program ends before it is through.
    ///   - onFailure: Called on one rank, before any rank ends, with the error that is thrown.
    /// - Throws: `JobError`, the same on all ranks, if one of them has a problem or runs a job instead; or, on this rank, if
    ///   the others don't come.
    package static func say(
        _ problem: JobError? = nil, on network: any Network, timeoutSeconds: Int, onFailure: (JobError) -> Void
    ) throws(JobError) {
        let handshake = Handshake(network: network, timeoutSeconds: timeoutSeconds)
        do {
            try handshake.sayGoodbye(problem)
        } catch {
            if error.rank ?? 0 == network.rank { onFailure(error) }
            if !handshake.settle(timeoutSeconds: patience) { network.abort(exitCode: error.code.exitCode) }
            throw error
        }
    }
}
