internal import CEngine
internal import Transport

extension RunningEpoch {
    /// Ends the epoch on this rank, and on the others if it has failed and they don't know.
    ///
    /// - Parameter join: Waits for whoever has worked in it. A program that ends anyway doesn't wait for closures that take
    ///   their time.
    /// - Throws: Why it has failed, if it has.
    package func end(joining join: () -> Void = {}) throws(JobError) {
        let (status, options) = (epoch.status, epoch.options)
        let failure = failure
        if let failure, !pump.isComplete {
            // Nobody else reports it: this rank can't agree with the others, which then end here and now.
            if status.isLost { waitForTurn() }
            if status.agreedFailure == nil { options.onFailure?(failure) }
            epoch.session.abort(failure, options)
        }
        if failure == nil || options.onFailure == nil { join() }
        if let failure { throw failure }
    }

    /// Ranks of several hosts notice alike that one is gone: the first host says so, and ends the others before they do.
    private func waitForTurn() {
        FailureVoice.waitForTurn(rank: epoch.session.rank) {
            // The launcher ends this rank, so another one has spoken.
            let signal = epoch.options.endsOnSignals ? renoir_noted_signal() : 0
            if signal != 0 { epoch.session.network.abort(exitCode: 128 + signal) }
            return false
        }
    }

    /// Why it has failed, if it has: what all ranks agreed on, else what this rank knows.
    private var failure: JobError? {
        let own = epoch.status.error
        guard let agreed = epoch.status.agreedFailure else { return pump.isComplete ? nil : own }
        if agreed.rank == epoch.session.rank, let own { return own }
        return JobError(
            JobError.Code(exitCode: agreed.exitCode), "the \(epoch.kind) failed on rank \(agreed.rank)",
            rank: agreed.rank)
    }
}
