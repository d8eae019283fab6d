internal import Session

extension HostAccount {
    /// The hosts of a job, in the order of their first ranks.
    ///
    /// - Parameters:
    ///   - reports: What each rank says of its host; ranks that say the same name share it.
    ///   - declared: What each rank has instead, as if each were a host of its own.
    static func hosts(_ reports: [HostReport], declared: [Capacity]?) -> [HostAccount] {
        if let declared {
            return declared.enumerated().map {
                HostAccount(ranks: [$0], memory: $1.memory, coreParts: $1.coreParts)
            }
        }
        var ranks: [String: [Int]] = [:]
        for (rank, report) in reports.enumerated() { ranks[report.name, default: []].append(rank) }
        return ranks.values.sorted { $0[0] < $1[0] }.map { ranks in
            let report = reports[ranks[0]]
            // Ranks may be bound to cores of their own.
            let cores = Set(ranks.flatMap { reports[$0].cores }).sorted()
            return HostAccount(ranks: ranks, memory: report.memory, coreParts: report.coreParts, cores: cores)
        }
    }
}
