import Records
import Session

/// Ranks vote so many times.
struct Ballot: EpochProposal, Equatable {
    static let kind = "ballot"
    var turns: UInt64

    init(turns: UInt64) { self.turns = turns }

    init(from reader: inout WireReader, of rank: Int) throws(WireError) { turns = try reader.load(UInt64.self) }

    func store(in writer: inout WireWriter) { writer.store(turns) }

    static func check(_ proposals: [Ballot]) throws(JobError) {
        guard let rank = proposals.firstIndex(where: { $0 != proposals[0] }) else { return }
        throw JobError(
            .configuration, "\(proposals[0].turns) turns on rank 0, \(proposals[rank].turns) on rank \(rank)")
    }
}

/// Rank 0 gives the others something, each as much as it asks for.
struct Leasing: EpochProposal {
    static let kind = "leasing"

    init() {}
    init(from reader: inout WireReader, of rank: Int) throws(WireError) {}
    func store(in writer: inout WireWriter) {}
    static func check(_ proposals: [Leasing]) throws(JobError) {}
}
