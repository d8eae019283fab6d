internal import Synchronization
package import Transport

/// What ranks do together from their meeting to their goodbye: epochs one after another, and collectives at any time.
///
/// ```swift
/// let session = RankSession(on: network)
/// try session.run(FarmProposal(tasks: 1000), EpochOptions(silenceTimeout: 60)) { epoch, proposals in
///     let running = try epoch.start([leases])
///     …                                   // threads work, and say epoch.status.finish()
///     running.supervise()
///     try running.end()
/// }
/// let most = try session.collectives.allReduce([count], combining: max).wait()
/// try session.sayGoodbye(timeoutSeconds: 600) { print($0) }
/// ```
///
/// All ranks make the same sessions, and run the same epochs in them in the same order. A process alone is a session of one rank.
package final class RankSession: Sendable {
    package let network: any Network
    /// Operations of all ranks, in epochs and between them. In an epoch, whoever turns its rounds advances them; outside, whoever
    /// waits for them.
    package let collectives: Collectives
    private let meetingPlace: String
    private let begun = Atomic<Int>(0)
    private let isRunning = Atomic<Bool>(false)

    /// - Parameter meetingPlace: The call in which ranks meet, as one that waits for the others names it.
    package init(on network: any Network, meetingPlace: String) {
        self.network = network
        self.meetingPlace = meetingPlace
        collectives = Collectives(on: network)
    }

    package var rank: Int { network.rank }
    package var size: Int { network.size }
    /// This rank, as messages name it: one process is none among others.
    package var spokenRank: Int? { size > 1 ? rank : nil }
    /// How many epochs this rank has begun.
    package var epochCount: Int { begun.load(ordering: .relaxed) }

    func handshake(timeoutSeconds: Int) -> Handshake {
        Handshake(network: network, timeoutSeconds: timeoutSeconds, meetingPlace: meetingPlace)
    }

    /// Collective: runs an epoch, if all ranks propose the same.
    ///
    /// - Parameters:
    ///   - problem: What keeps this rank from it, for all to hear.
    ///   - body: Called with what all ranks propose, in their order.
    /// - Throws: The same failure on all ranks, of which one has reported it by then; or, on this rank alone, that it's in the
    ///   middle of another epoch.
    package func run<Proposal: EpochProposal, Outcome>(
        _ proposal: Proposal, problem: JobError? = nil, _ options: EpochOptions,
        _ body: (Epoch, [Proposal]) throws(JobError) -> Outcome
    ) throws(JobError) -> Outcome {
        guard !isRunning.exchange(true, ordering: .acquiringAndReleasing) else {
            throw JobError(.graph, "a \(Proposal.kind) can't run in the middle of something else that these ranks run")
        }
        defer { isRunning.store(false, ordering: .releasing) }
        let number = begun.add(1, ordering: .relaxed).oldValue
        let (epoch, proposals) = try Epoch.agreed(number, in: self, proposal, problem, options)
        collectives.follow(epoch.status)
        defer {
            collectives.follow(nil)
            epoch.leave()
        }
        return try body(epoch, proposals)
    }

    /// Ends the program on all ranks: those that take no part in rounds any more hear of a failure in no other way.
    func abort(_ failure: JobError, _ options: EpochOptions) {
        guard size > 1 else { return }
        // Nobody lives to catch what is thrown.
        if options.onFailure == nil { options.onAbort?(failure) }
        network.abort(exitCode: (FailureVoice.code ?? failure.code).exitCode)
    }
}
