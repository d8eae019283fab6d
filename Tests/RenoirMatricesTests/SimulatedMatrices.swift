import Renoir
import RenoirMatrices
import TestSupport
import Transport

/// Runs `program` on simulated ranks, and returns what all of them return; the first rank's error, if there is one.
func onRanks<Outcome: Sendable>(
    _ ranks: Int, threads: Int = 1, seed: UInt64 = 0, _ program: @escaping @Sendable (MatrixContext) throws -> Outcome
) throws -> [Outcome] {
    try outcomes(ranks, threads: threads, seed: seed, program).map { try $0.get() }
}

func outcomes<Outcome: Sendable>(
    _ ranks: Int, threads: Int = 1, seed: UInt64 = 0, _ program: @escaping @Sendable (MatrixContext) throws -> Outcome
) throws -> [Result<Outcome, any Error>] {
    try SimulatedCluster(ranks: ranks, seed: seed).onEveryRank { network in
        Result { try program(MatrixContext(.ranks(of: network, threads: threads))) }
    }
}

let rankCounts = [1, 2, 3, 4, 7]
let placements = [Placement.rows, .replicated, .root]

/// Runs `program` on simulated ranks with their configurations, for streams and matrices in turns.
enum SimulatedClusterOfMatrices {
    static func run<Outcome: Sendable>(
        _ ranks: Int, _ program: @escaping @Sendable (RuntimeConfig) throws -> Outcome
    ) throws -> [Outcome] {
        try SimulatedCluster(ranks: ranks, seed: 1).onEveryRank { network in
            Result { try program(.ranks(of: network, threads: 2)) }
        }.map { try $0.get() }
    }
}
