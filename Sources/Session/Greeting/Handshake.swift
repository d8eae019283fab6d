internal import Records
internal import Threading
internal import Transport

/// A round in which ranks tell each other what they are about to do, and whether they can.
///
/// All ranks get the same greetings and come to the same verdict, so either all of them start or none does.
struct Handshake {
    let network: any Network
    let timeoutSeconds: Int
    /// The call in which ranks meet, for whoever waits for them there.
    let meetingPlace: String

    /// Collective: exchanges greetings.
    ///
    /// - Returns: What all ranks say, in rank order.
    /// - Throws: The same `JobError` on all ranks, if any of them can't go on or they don't agree.
    func greet(_ greeting: Greeting) throws(JobError) -> [Greeting] {
        let greetings = try reaching { try exchange(greeting) }
        try Greeting.check(greetings, own: greeting, rank: network.rank)
        return greetings
    }

    /// Collective: as ``greet(_:)``, with what they propose, which all of them have to agree on.
    func greet<Proposal: EpochProposal>(
        _ greeting: Greeting, proposing type: Proposal.Type
    ) throws(JobError) -> ([Greeting], [Proposal]) {
        let greetings = try greet(greeting)
        let proposals = try reaching {
            try greetings.enumerated().map { rank, greeting in
                try (greeting.epoch?.proposal ?? []).withUnsafeBytes { bytes in
                    var reader = WireReader(bytes, records: 1)
                    return try Proposal(from: &reader, of: rank)
                }
            }
        }
        try Proposal.check(proposals)
        return (greetings, proposals)
    }

    /// Collective: waits until all ranks have come here too.
    ///
    /// - Returns: Whether they did in time.
    func settle(timeoutSeconds: Int) -> Bool {
        (try? exchange([], timeoutSeconds)) != nil
    }

    private func exchange(_ greeting: Greeting) throws -> [Greeting] {
        let bytes = greeting.bytes
        let answer = try exchange(bytes, timeoutSeconds)
        // Its own goes the same way as the others': what is long is cut alike.
        return try (0..<network.size).map { rank in
            guard rank == network.rank else { return try Greeting(answer.payload(from: rank), of: rank) }
            return try bytes.withUnsafeBytes { try Greeting($0, of: rank) }
        }
    }

    /// Runs `body`, which fails only if other ranks can't be understood.
    private func reaching<Outcome>(_ body: () throws -> Outcome) throws(JobError) -> Outcome {
        do {
            return try body()
        } catch {
            // Others notice the same, and don't hear of it from here.
            FailureVoice.waitForTurn(rank: network.rank)
            throw error as? JobError ?? JobError(.io, "ranks can't reach each other: \(error)", rank: network.rank)
        }
    }

    /// Collective: gives every rank `bytes`.
    func exchange(_ bytes: [UInt8], _ timeoutSeconds: Int) throws -> IncomingRound {
        let shape = RoundShape(segmentBytes: Greeting.mostBytes, peerWords: 0, minima: 0, sums: 0)
        let transport = try network.open(shape)
        let round = OutgoingRound(shape: shape, size: network.size)
        for peer in 0..<network.size where peer != network.rank {
            round.segment(for: peer).copyBytes(from: bytes)
            round.byteCounts[peer] = bytes.count
        }
        try transport.post(round)
        return try wait(for: transport, timeoutSeconds)
    }

    private func wait(for transport: any Transport, _ timeoutSeconds: Int) throws -> IncomingRound {
        let deadline = MonotonicClock.now + UInt64(timeoutSeconds) * 1_000_000_000
        let parker = Parker()
        var polls = 0
        while true {
            if let round = try transport.poll() { return round }
            guard MonotonicClock.now < deadline else {
                throw JobError(
                    .io,
                    "not all ranks have come to \(meetingPlace) within \(timeoutSeconds) s; each of them has to",
                    rank: network.rank)
            }
            polls += 1
            if polls < 1000 { EngineThread.yield() } else { parker.park(microseconds: 200) }
        }
    }
}
