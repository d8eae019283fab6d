import Cluster
import SystemLibrary

extension HostfileCommand {
    /// Does what was asked, and returns the text for standard output or `--output`.
    func result() throws -> String {
        if fromSlurm { return ClusterFile.text(of: try allocation()) }
        let path = cluster ?? ""
        let cluster = try ClusterDescription(contentsOf: path)
        do {
            if check { return summary(of: cluster, path) }
            return try outputs(for: cluster)
        } catch var error as ConfigurationError {
            error.file = error.file ?? (error.line == nil ? nil : path)
            throw error
        }
    }

    private func outputs(for cluster: ClusterDescription) throws -> String {
        // Everything is made before anything is written.
        let main =
            command
            ? ShellWords.quoted(try plan(for: cluster).arguments) + "\n"
            : try Hostfile.text(of: cluster, for: dialect)
        let ssh = try SSHConfig(cluster, hostKeys: hostKeys).text
        let ranks = try rankfile.map { ($0, try Rankfile.text(of: cluster)) }
        if let sshConfig {
            try Output.write(ssh, to: sshConfig, isPrivate: true)
        } else {
            warn(about: cluster)
        }
        if let (file, text) = ranks { try Output.write(text, to: file) }
        return main
    }

    private func plan(for cluster: ClusterDescription) throws -> LaunchPlan {
        try LaunchPlan(
            cluster, ranks: ranks, program: program[0], arguments: Array(program.dropFirst()),
            sshConfig: sshConfig.map(absolute), workingDirectory: wdir)
    }

    /// Names and keys that only the ssh configuration tells don't get lost on the quiet.
    private func warn(about cluster: ClusterDescription) {
        guard dialect != .slurm, let host = cluster.hosts.first(where: { $0.ssh != nil || $0.address.needsAlias })
        else {
            return
        }
        Output.report(
            "renoir-hostfile: warning: \(host.address) is reached by an ssh configuration: write one with --ssh-config FILE"
                + (command ? "" : ", and give mpirun: --mca plm_rsh_args '-F FILE'"))
    }

    private func allocation() throws -> ClusterDescription {
        var environment: [String: String] = [:]
        for name in ClusterDescription.slurmVariables {
            if let value = getenv(name) { environment[name] = String(cString: value) }
        }
        return try ClusterDescription(slurm: environment, basePort: basePort ?? 9500)
    }

    private func summary(of cluster: ClusterDescription, _ path: String) -> String {
        let cores = cluster.hosts.reduce(0) { $0 + $1.cores }
        let ports = cluster.ports
        let data = cluster.hosts.map { ports.data(of: $0) }
        let first = data.map(\.lowerBound).min() ?? 0
        let last = data.map(\.upperBound).max() ?? 0
        return """
            \(path): \(cluster.hosts.count) \(cluster.hosts.count == 1 ? "host" : "hosts"), \(cores) cores, \
            \(cluster.totalRanks) ranks; ports \(first)-\(last) for data, \(ports.control.lowerBound)-\
            \(ports.control.upperBound) for control

            """
    }

    private func absolute(_ path: String) -> String {
        guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + path
    }
}
