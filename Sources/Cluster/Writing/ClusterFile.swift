/// Cluster files as text.
public enum ClusterFile {
    /// `cluster` in TOML, without passwords and passphrases.
    ///
    /// ```swift
    /// let text = ClusterFile.text(of: try ClusterDescription(slurm: environment))
    /// ```
    ///
    /// - Complexity: O(hosts).
    public static func text(of cluster: ClusterDescription) -> String {
        let hosts = cluster.hosts.map { host in
            var lines = [
                "[[host]]", "address = \(quoted(host.address.text))", "base_port = \(host.basePort)",
                "num_cores = \(host.cores)",
            ]
            if let memory = host.memoryBytes { lines.append("mem = \(memory)") }
            if let ssh = host.ssh { lines.append("ssh = { \(settings(of: ssh).joined(separator: ", ")) }") }
            return lines.joined(separator: "\n") + "\n"
        }
        return (hosts + job(cluster.job)).joined(separator: "\n")
    }

    private static func settings(of ssh: SSHSettings) -> [String] {
        [
            ssh.port.map { "ssh_port = \($0)" }, ssh.username.map { "username = \(quoted($0))" },
            ssh.keyFile.map { "key_file = \(quoted($0))" },
        ].compactMap(\.self)
    }

    /// The table of the job's settings; none if all are the defaults.
    private static func job(_ job: JobSettings) -> [String] {
        var lines: [String] = []
        if let ranks = job.ranksPerHost { lines.append("ranks_per_host = \(ranks)") }
        if let threads = job.threadsPerRank { lines.append("threads_per_rank = \(threads)") }
        if !job.environment.isEmpty {
            lines.append("environment = [\(job.environment.map(quoted).joined(separator: ", "))]")
        }
        if !job.mca.isEmpty {
            let parameters = job.mca.sorted { $0.key < $1.key }.map { "\($0.key) = \(quoted($0.value))" }
            lines.append("mca = { \(parameters.joined(separator: ", ")) }")
        }
        return lines.isEmpty ? [] : [(["[job]"] + lines).joined(separator: "\n") + "\n"]
    }

    /// `text` as a basic string of TOML.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
