import TestSupport
import Transport

extension SimulatedCluster {
    /// The violations that any rank finds; the first one ends the job for the others.
    func violations(roundCount: UInt64, patience: Duration = .seconds(20)) throws -> [ContractChecker.Violation] {
        let checker = ContractChecker(seed: seed, size: size, roundCount: roundCount, patience: patience)
        return try onEveryRank { network -> ContractChecker.Violation? in
            let violation = checker.run(on: network)
            if violation != nil { network.abort(exitCode: 1) }
            return violation
        }.compactMap { $0 }
    }
}
