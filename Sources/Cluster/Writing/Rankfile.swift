/// Open MPI's list of ranks and the cores that each is bound to, for `mpirun --rankfile`.
public enum Rankfile {
    /// The ranks of `cluster`, each on as many cores in a row as it has threads.
    ///
    /// ```swift
    /// print(try Rankfile.text(of: cluster))  // rank 0=host1.lan slot=0-3
    /// ```
    ///
    /// - Throws: ``ConfigurationError`` if a host has fewer cores than its ranks have threads.
    /// - Complexity: O(ranks).
    public static func text(of cluster: ClusterDescription) throws(ConfigurationError) -> String {
        var text = ""
        var rank = 0
        for host in cluster.hosts {
            let ranks = cluster.ranks(on: host)
            let threads = cluster.threads(on: host)
            guard ranks * threads <= host.cores else {
                throw ConfigurationError(
                    "\(ranks) ranks with \(threads) threads each can't be bound to \(host.cores) cores",
                    line: host.line,
                    key: "host.num_cores")
            }
            for place in 0..<ranks {
                let first = place * threads
                let cores = threads == 1 ? "\(first)" : "\(first)-\(first + threads - 1)"
                text += "rank \(rank)=\(host.launcherName) slot=\(cores)\n"
                rank += 1
            }
        }
        return text
    }
}
