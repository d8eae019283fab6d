internal import Records
internal import Threading

extension Epoch {
    /// Collective: tells all ranks what this one is about to do.
    ///
    /// - Parameter number: How many epochs it has begun before.
    /// - Returns: The epoch, and what all ranks propose.
    /// - Throws: The same `JobError` on all ranks, if any of them can't do it or they don't agree.
    static func agreed<Proposal: EpochProposal>(
        _ number: Int, in session: RankSession, _ proposal: Proposal, _ problem: JobError?, _ options: EpochOptions
    ) throws(JobError) -> (Epoch, [Proposal]) {
        let hasPeers = session.size > 1
        let doorbell = hasPeers ? Doorbell() : nil
        let memory = hasPeers && options.sharesMemory ? SharedArena() : nil
        let greeting = Greeting(
            epoch: Greeting.Epoch(number: number, kind: Proposal.kind, proposal: bytes(of: proposal)), problem: problem,
            doorbell: doorbell?.port ?? 0, memory: memory?.address)
        let handshake = session.handshake(timeoutSeconds: options.startTimeout)
        do {
            let (greetings, proposals) = try handshake.greet(greeting, proposing: Proposal.self)
            let epoch = Epoch(
                Proposal.kind, in: session, greetings, doorbell: doorbell, memory: memory, options)
            return (epoch, proposals)
        } catch {
            // All ranks know it; one says it, and the others wait until it has.
            if error.rank ?? 0 == session.rank { options.onFailure?(error) }
            if !handshake.settle(timeoutSeconds: options.failureTimeout) { session.abort(error, options) }
            throw error
        }
    }

    private static func bytes(of proposal: some EpochProposal) -> [UInt8] {
        var writer = WireWriter(target: Greeting.mostBytes)
        proposal.store(in: &writer)
        let bytes = writer.written
        defer { bytes.deallocate() }
        return Array(bytes)
    }
}
