/// Lists of hosts as launchers read them.
public enum Hostfile {
    /// Whose list it is.
    public enum Dialect: String, CaseIterable, Sendable {
        /// `mpirun --hostfile`: `node1 slots=4`.
        case openMPI = "openmpi"
        /// MPICH's `mpiexec -f`: `node1:4`.
        case mpich
        /// `SLURM_HOSTFILE` for `srun --distribution=arbitrary`: the host of each task on a line of its own.
        case slurm
    }

    /// The hosts of `cluster` with the ranks that each takes.
    ///
    /// ```swift
    /// print(try Hostfile.text(of: cluster))  // host1.lan slots=16
    /// ```
    ///
    /// - Throws: ``ConfigurationError`` for a host that the dialect has no name for.
    /// - Complexity: O(hosts), for SLURM O(ranks).
    public static func text(
        of cluster: ClusterDescription, for dialect: Dialect = .openMPI
    ) throws(ConfigurationError) -> String {
        var text = ""
        if dialect == .openMPI, cluster.hosts.contains(where: { $0.address.hasDomain }) {
            text += "# mpirun cuts names at their first dot unless it is told: --mca \(LaunchPlan.keepsDomains) 1\n"
        }
        for host in cluster.hosts {
            let ranks = cluster.ranks(on: host)
            switch dialect {
            case .openMPI: text += "\(host.launcherName) slots=\(ranks)\n"
            case .mpich: text += "\(host.launcherName):\(ranks)\n"
            case .slurm:
                guard !host.address.isIPv6 else {
                    throw ConfigurationError(
                        "'\(host.address)': SLURM knows nodes by name only", line: host.line, key: "host.address")
                }
                text += String(repeating: "\(host.address)\n", count: ranks)
            }
        }
        return text
    }
}

extension HostAddress {
    /// Whether it is a name with a domain.
    var hasDomain: Bool { !isIPv6 && text.contains(".") && !(text.utf8.last?.isDigit ?? false) }
}
