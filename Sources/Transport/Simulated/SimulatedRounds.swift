/// The rounds between the ranks of one simulated transport: who has posted what, and who has it already.
///
/// Every access holds the cluster's lock.
struct SimulatedRounds {
    private struct Round {
        var contributions: [SimulatedContribution?]
        var missing: Int
        var takers: Int
    }

    private let size: Int
    private var rounds: [UInt64: Round] = [:]

    init(size: Int) { self.size = size }

    mutating func post(_ contribution: SimulatedContribution, rank: Int, round number: UInt64) {
        var round =
            rounds[number]
            ?? Round(contributions: [SimulatedContribution?](repeating: nil, count: size), missing: size, takers: size)
        round.contributions[rank] = contribution
        round.missing -= 1
        rounds[number] = round
    }

    /// What all ranks have posted as one round, in rank order; `nil` while one is missing.
    func complete(_ number: UInt64) -> [SimulatedContribution]? {
        guard let round = rounds[number], round.missing == 0 else { return nil }
        return round.contributions.compactMap { $0 }
    }

    /// Notes that one more rank won't ask for the round again.
    mutating func forget(_ number: UInt64) {
        guard let takers = rounds[number]?.takers else { return }
        rounds[number] = takers > 1 ? rounds[number] : nil
        rounds[number]?.takers = takers - 1
    }
}
