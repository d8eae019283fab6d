internal import Records
internal import Session

/// What a rank says of a job that it's about to run.
struct JobProposal: EpochProposal, Equatable {
    static let kind = "job"
    /// Bytes that are left for the description; a longer one is cut, and its hash still tells differences.
    private static let mostBytes = 8 << 10

    var threads: Int
    /// Settings that decide where records go and how rounds look.
    var seed: UInt64 = 0
    var exchangeBytes = 0
    /// The hash of a key that only the standard library can hash.
    var hasherProbe = KeyHash.hasherProbe
    /// Where it may run.
    var seat = ""
    /// One line for each node of the graph, then what its sources see outside.
    var description: [String]

    static func check(_ proposals: [JobProposal]) throws(JobError) {
        for (rank, other) in proposals.enumerated() { try compare(proposals[0], other, rank) }
    }

    private static func compare(_ first: JobProposal, _ other: JobProposal, _ rank: Int) throws(JobError) {
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

    private static func compare<Value: Equatable>(
        _ setting: String, _ first: Value, _ other: Value, _ rank: Int
    ) throws(JobError) {
        guard other != first else { return }
        throw JobError(
            .configuration,
            "\(setting) is \(first) on rank 0 and \(other) on rank \(rank); all ranks need the same")
    }
}

extension JobProposal {
    func store(in writer: inout WireWriter) {
        writer.store(Int64(threads))
        writer.store(seed)
        writer.store(Int64(exchangeBytes))
        writer.store(hasherProbe)
        writer.store(string: seat)
        let text = description.joined(separator: "\n")
        writer.store(KeyHash.hash(text, seed: 0))
        writer.store(string: String(decoding: text.utf8.prefix(Self.mostBytes), as: UTF8.self))
    }

    init(from reader: inout WireReader, of rank: Int) throws(WireError) {
        let threads = try reader.load(Int64.self)
        seed = try reader.load(UInt64.self)
        let exchangeBytes = try reader.load(Int64.self)
        hasherProbe = try reader.load(UInt64.self)
        seat = try reader.loadString()
        let hash = try reader.load(UInt64.self)
        var lines = try reader.loadString().split(separator: "\n").map(String.init)
        guard threads > 0 else { throw WireError(message: "rank \(rank) has \(threads) threads") }
        if KeyHash.hash(lines.joined(separator: "\n"), seed: 0) != hash { lines.append("… \(hash)") }
        self.threads = Int(threads)
        self.exchangeBytes = Int(exchangeBytes)
        description = lines
    }
}
