/// One collective opening of a transport: what each rank proposes, and the rounds that follow.
struct SimulatedOpening {
    private var proposals: [ShapeProposal?]
    var rounds: SimulatedRounds

    init(size: Int) {
        proposals = [ShapeProposal?](repeating: nil, count: size)
        rounds = SimulatedRounds(size: size)
    }

    mutating func propose(_ proposal: ShapeProposal, rank: Int) { proposals[rank] = proposal }

    /// Ranks that have not called yet.
    var missing: [Int] { proposals.indices.filter { proposals[$0] == nil } }

    /// What all ranks propose, in rank order.
    var complete: [ShapeProposal] { proposals.compactMap { $0 } }
}
