package import Transport

/// The end of a program on one of its ranks.
package enum Goodbye {
    /// Collective: waits until all ranks have come here.
    ///
    /// - Returns: Whether they did in time.
    package static func settle(on network: any Network, timeoutSeconds: Int) -> Bool {
        Handshake(network: network, timeoutSeconds: timeoutSeconds).settle(timeoutSeconds: timeoutSeconds)
    }

    /// Collective: waits until the programs of all ranks have come to their ends.
    ///
    /// - Throws: `JobError`, the same on all ranks, if one of them runs a job instead. The rank that it's about, or rank
    ///   0, should say so; `onFailure` does on that one.
    package static func say(
        on network: any Network, timeoutSeconds: Int, onFailure: (JobError) -> Void
    ) throws(JobError) {
        let handshake = Handshake(network: network, timeoutSeconds: timeoutSeconds)
        do {
            try handshake.sayGoodbye()
        } catch {
            if error.rank ?? 0 == network.rank { onFailure(error) }
            if !handshake.settle(timeoutSeconds: 2) { network.abort(exitCode: error.code.exitCode) }
            throw error
        }
    }
}
