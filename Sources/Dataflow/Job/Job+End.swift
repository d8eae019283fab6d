internal import CEngine
internal import Session
internal import Threading
internal import Transport

extension Job {
    /// Ends the job on this rank, and on the others if it has failed and they don't know.
    func end(_ status: JobStatus, _ pump: any RoundPump, _ threads: [EngineThread]) throws(JobError) {
        let failure = failure(status, pump)
        if let failure, !pump.isComplete {
            // Nobody else reports it: this rank can't agree with the others, which then end here and now.
            if status.isLost { waitForTurn() }
            if status.agreedFailure == nil { options.onFailure?(failure) }
            abort(failure)
        }
        // A program that ends anyway doesn't wait for closures that take their time.
        if failure == nil || options.onFailure == nil {
            for thread in threads { thread.join() }
        }
        if let failure { throw failure }
    }

    /// Ends the program on all ranks: those that take no part in rounds any more hear of a failure in no other way.
    func abort(_ failure: JobError) {
        guard hasPeers else { return }
        // Nobody lives to catch what is thrown.
        if options.onFailure == nil { options.onAbort?(failure) }
        network.abort(exitCode: (FailureVoice.code ?? failure.code).exitCode)
    }

    /// Ranks of several hosts notice alike that one is gone: the first host says so, and ends the others before they do.
    private func waitForTurn() {
        FailureVoice.waitForTurn(rank: network.rank) {
            // The launcher ends this rank, so another one has spoken.
            let signal = options.endsOnSignals ? renoir_noted_signal() : 0
            if signal != 0 { network.abort(exitCode: 128 + signal) }
            return false
        }
    }

    /// Why the job has failed, if it has: what all ranks agreed on, else what this rank knows.
    private func failure(_ status: JobStatus, _ pump: any RoundPump) -> JobError? {
        let own = status.error
        guard let agreed = status.agreedFailure else { return pump.isComplete ? nil : own }
        if agreed.rank == network.rank, let own { return own }
        return JobError(
            JobError.Code(exitCode: agreed.exitCode), "the job failed on rank \(agreed.rank)", rank: agreed.rank)
    }
}
