internal import Records
internal import Session
internal import Threading
internal import Transport

/// The first round of a job: ranks tell each other what they are about to run, and whether they can.
///
/// All ranks get the same greetings and come to the same verdict, so either all of them start or none does.
struct Handshake {
    /// Bytes that a rank has for its greeting; a longer description is cut, and its hash still tells differences.
    private static let segmentBytes = 16 << 10
    /// Raised when the greeting or the rounds change.
    private static let version: UInt32 = 5

    /// What a rank says.
    struct Greeting: Equatable {
        /// How many jobs it has run before; nil if the program ends.
        var execution: Int?
        var threads: Int
        /// Settings that decide where records go and how rounds look.
        var seed: UInt64 = 0
        var exchangeBytes = 0
        /// The hash of a key that only the standard library can hash.
        var hasherProbe = KeyHash.hasherProbe
        /// Where it can be woken, and by whom; 0 if it can't.
        var doorbell: UInt16 = 0
        /// Where the memory is that it shares with ranks of its host; nil if it shares none.
        var memory: SharedArena.Address?
        var host = HostName.current
        /// Where it may run.
        var seat = ""
        /// What keeps it from running.
        var problem: JobError?
        /// One line for each node of the graph, then what its sources see outside.
        var description: [String]
    }

    let network: any Network
    let timeoutSeconds: Int

    /// Collective: exchanges greetings.
    ///
    /// - Returns: What all ranks say, in rank order.
    /// - Throws: The same `JobError` on all ranks, if any of them can't run or they don't agree.
    func greet(_ greeting: Greeting) throws(JobError) -> [Greeting] {
        let greetings = try exchange(greeting)
        for (rank, other) in greetings.enumerated() {
            // Its own is whole.
            guard var problem = rank == network.rank ? greeting.problem : other.problem else { continue }
            problem.rank = network.size > 1 ? rank : nil
            throw problem
        }
        for (rank, other) in greetings.enumerated() { try compare(greetings[0], other, rank) }
        return greetings
    }

    /// Collective: waits until all ranks have come here too.
    ///
    /// - Returns: Whether they did in time.
    func settle(timeoutSeconds: Int) -> Bool {
        (try? exchange([], timeoutSeconds)) != nil
    }

    private func exchange(_ greeting: Greeting) throws(JobError) -> [Greeting] {
        do {
            let bytes = encode(greeting)
            let answer = try exchange(bytes, timeoutSeconds)
            // Its own greeting goes the same way as the others': a long description is cut alike.
            return try (0..<network.size).map { peer throws(WireError) in
                guard peer == network.rank else { return try decode(answer.payload(from: peer), peer) }
                let own = bytes.withUnsafeBytes { own in
                    Result { () throws(WireError) in try decode(own, peer) }
                }
                return try own.get()
            }
        } catch {
            // Others notice the same, and don't hear of it from here.
            FailureVoice.waitForTurn(rank: network.rank)
            throw error as? JobError ?? JobError(.io, "ranks can't reach each other: \(error)", rank: network.rank)
        }
    }

    /// Collective: gives every rank `bytes`.
    func exchange(_ bytes: [UInt8], _ timeoutSeconds: Int) throws -> IncomingRound {
        let shape = RoundShape(segmentBytes: Self.segmentBytes, peerWords: 0, minima: 0, sums: 0)
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
                    .io, "not all ranks have come to execute() within \(timeoutSeconds) s; each of them has to",
                    rank: network.rank)
            }
            polls += 1
            if polls < 1000 { EngineThread.yield() } else { parker.park(microseconds: 200) }
        }
    }

    private func compare(_ first: Greeting, _ other: Greeting, _ rank: Int) throws(JobError) {
        guard other.execution == first.execution else {
            func does(_ greeting: Greeting) -> String {
                greeting.execution.map { "runs its job number \($0 + 1)" } ?? "has come to the end of the program"
            }
            throw JobError(
                .graph,
                "rank 0 \(does(first)), rank \(rank) \(does(other)); all ranks have to run the same jobs in the same order"
            )
        }
        try compare("hashSeed", first.seed, other.seed, rank)
        try compare("exchangeBytes", first.exchangeBytes, other.exchangeBytes, rank)
        guard other.hasherProbe == first.hasherProbe else {
            throw JobError(
                .configuration,
                "ranks hash keys differently: rank 0 and rank \(rank) disagree about types that are only Hashable; start "
                    + "all of them with SWIFT_DETERMINISTIC_HASHING=1 in their environment")
        }
        guard other.description != first.description else { return }
        let lines = zip(first.description, other.description).first { $0 != $1 }
        let difference = lines.map { "rank 0 has \"\($0)\", rank \(rank) has \"\($1)\"" }
        throw JobError(
            .graph,
            "ranks built different graphs: "
                + (difference
                    ?? "rank 0 has \(first.description.count) lines, rank \(rank) has \(other.description.count)"))
    }

    private func compare<Value: Equatable>(
        _ setting: String, _ first: Value, _ other: Value, _ rank: Int
    ) throws(JobError) {
        guard other != first else { return }
        throw JobError(
            .configuration,
            "\(setting) is \(first) on rank 0 and \(other) on rank \(rank); all ranks need the same")
    }

    /// Collective: tells the other ranks that this one's program ends, and waits until theirs do.
    ///
    /// - Throws: The same `JobError` on all ranks, if one of them runs a job instead or has a problem.
    func sayGoodbye(_ problem: JobError?) throws(JobError) {
        _ = try greet(Greeting(execution: nil, threads: 1, problem: problem, description: []))
    }

    // MARK: Bytes

    private func encode(_ greeting: Greeting) -> [UInt8] {
        var writer = WireWriter(target: Self.segmentBytes)
        writer.store(Self.version)
        writer.store(Int64(greeting.execution ?? -1))
        writer.store(Int64(greeting.threads))
        writer.store(greeting.seed)
        writer.store(Int64(greeting.exchangeBytes))
        writer.store(greeting.hasherProbe)
        writer.store(greeting.doorbell)
        writer.store(greeting.memory?.process ?? 0)
        writer.store(greeting.memory?.descriptor ?? 0)
        writer.store(greeting.memory?.name ?? 0)
        writer.store(string: greeting.host)
        writer.store(string: greeting.seat)
        let text = greeting.description.joined(separator: "\n")
        let hash = KeyHash.hash(text, seed: 0)
        func beginning(of text: String?, _ bytes: Int) -> String {
            String(decoding: (text ?? "").utf8.prefix(bytes), as: UTF8.self)
        }
        writer.store(greeting.problem?.code.exitCode ?? 0)
        writer.store(string: beginning(of: greeting.problem?.operator, Self.segmentBytes / 16))
        writer.store(string: beginning(of: greeting.problem?.message, Self.segmentBytes / 4))
        writer.store(hash)
        writer.store(string: String(decoding: text.utf8.prefix(Self.segmentBytes / 2), as: UTF8.self))
        let bytes = writer.written
        defer { bytes.deallocate() }
        return Array(bytes)
    }

    private func decode(_ bytes: UnsafeRawBufferPointer, _ peer: Int) throws(WireError) -> Greeting {
        var reader = WireReader(bytes, records: 1)
        let version = try reader.load(UInt32.self)
        guard version == Self.version else {
            throw WireError(message: "rank \(peer) speaks version \(version), this one \(Self.version)")
        }
        let execution = try reader.load(Int64.self)
        let threads = try reader.load(Int64.self)
        let seed = try reader.load(UInt64.self)
        let exchangeBytes = try reader.load(Int64.self)
        let hasherProbe = try reader.load(UInt64.self)
        let doorbell = try reader.load(UInt16.self)
        let memory = SharedArena.Address(
            process: try reader.load(Int32.self), descriptor: try reader.load(Int32.self),
            name: try reader.load(UInt64.self))
        let host = try reader.loadString()
        let seat = try reader.loadString()
        let code = try reader.load(Int32.self)
        let label = try reader.loadString()
        let problem = try reader.loadString()
        let hash = try reader.load(UInt64.self)
        var lines = try reader.loadString().split(separator: "\n").map(String.init)
        guard threads > 0 else { throw WireError(message: "rank \(peer) has \(threads) threads") }
        if KeyHash.hash(lines.joined(separator: "\n"), seed: 0) != hash { lines.append("… \(hash)") }
        return Greeting(
            execution: execution < 0 ? nil : Int(execution), threads: Int(threads), seed: seed,
            exchangeBytes: Int(exchangeBytes), hasherProbe: hasherProbe, doorbell: doorbell,
            memory: memory.name == 0 ? nil : memory, host: host, seat: seat,
            problem: code == 0
                ? nil
                : JobError(
                    JobError.Code(exitCode: code), problem, operator: label.isEmpty ? nil : label), description: lines)
    }
}
