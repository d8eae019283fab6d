internal import CEngine
internal import Threading
internal import Transport

extension Job {
    /// Nanoseconds for which a rank waits for each lower one to end the job, and for how many at most.
    private static var turnToSpeak: UInt64 { 500_000_000 }
    private static var mostTurnsToSpeak: Int { 4 }
    /// Microseconds between two looks whether a lower one has.
    private static var turnToSpeakLook: Int { 1000 }

    /// Ends the job on this rank, and on the others if it has failed and they don't know.
    func end(_ status: JobStatus, _ exchange: Exchange?, _ threads: [EngineThread]) throws(JobError) {
        let failure = failure(status, exchange)
        if let failure, exchange.map({ !$0.isComplete }) ?? true {
            // Nobody else reports it: this rank is alone, or it can't agree with the others, which then end here and now.
            if status.isLost { waitForLowerRanks() }
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
        guard let network else { return }
        // Nobody lives to catch what is thrown.
        if options.onFailure == nil { options.onAbort?(failure) }
        network.abort(exitCode: failure.code.exitCode)
    }

    /// Several ranks notice alike that one is gone: the lowest says so, and ends the others before they do.
    private func waitForLowerRanks() {
        let turns = min(network?.rank ?? 0, Self.mostTurnsToSpeak)
        let end = MonotonicClock.now + UInt64(turns) * Self.turnToSpeak
        let bed = Parker()
        while MonotonicClock.now < end {
            bed.park(microseconds: Self.turnToSpeakLook)
            // The launcher ends this rank, so another one has spoken.
            let signal = options.endsOnSignals ? renoir_noted_signal() : 0
            if signal != 0 { network?.abort(exitCode: 128 + signal) }
        }
    }

    /// Why the job has failed, if it has: what all ranks agreed on, else what this rank knows.
    private func failure(_ status: JobStatus, _ exchange: Exchange?) -> JobError? {
        let own = status.error
        guard let agreed = status.agreedFailure else { return exchange?.isComplete ?? false ? nil : own }
        if agreed.rank == network?.rank, let own { return own }
        return JobError(
            JobError.Code(exitCode: agreed.exitCode), "the job failed on rank \(agreed.rank)", rank: agreed.rank)
    }
}
