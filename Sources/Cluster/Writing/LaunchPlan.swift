/// How Open MPI's `mpirun` starts a program on the hosts of a cluster.
///
/// ```swift
/// let plan = try LaunchPlan(cluster, program: "./wordcount", arguments: ["book.txt"], sshConfig: "/run/ssh.config")
/// print(ShellWords.quoted(plan.arguments))  // mpirun --bind-to none …
/// ```
///
/// Ranks fill the hosts in order. Hosts whose `base_port`s differ have a part of the command line each, because Open MPI
/// has no other way to tell them their ports.
public struct LaunchPlan: Hashable {
    /// The command line, `mpirun` first.
    public let arguments: [String]

    /// What a host runs, where hosts differ in it.
    struct Place: Hashable, Sendable {
        /// The absolute path of the program there.
        var program: String
        /// The folder there in which ranks start.
        var workingDirectory: String
        /// The worker threads of each rank, for ``LauncherEnvironment/threads``, if that is told.
        var threads: Int?
        /// What the host's entry grants: bytes, if it says so, and cores.
        var memoryBytes: Int?
        var cores: Int?
    }

    /// Open MPI's parameter that keeps `host1.lan` from becoming `host1`.
    static let keepsDomains = "orte_keep_fqdn_hostnames"

    /// - Parameters:
    ///   - ranks: The ranks to start; nil for all that the hosts take.
    ///   - program: The path of the program on the hosts.
    ///   - arguments: The program's own arguments.
    ///   - sshConfig: The file with ``SSHConfig/text``; nil if names alone are enough.
    ///   - workingDirectory: The folder on the hosts in which ranks start; nil for the launcher's.
    /// - Throws: ``ConfigurationError`` for ranks that the hosts do not take, and for words that `mpirun` can't pass on.
    /// - Complexity: O(hosts × arguments).
    public init(
        _ cluster: ClusterDescription, ranks: Int? = nil, program: String, arguments: [String] = [],
        sshConfig: String? = nil, workingDirectory: String? = nil
    ) throws(ConfigurationError) {
        try self.init(
            cluster, ranks: ranks, program: program, arguments: arguments, sshConfig: sshConfig,
            workingDirectory: workingDirectory, places: [:])
    }

    /// - Parameters:
    ///   - places: What hosts run instead of `program`, by their names for launchers.
    ///   - isWatched: Whether messages of ranks go to a terminal, where a line may be written anew.
    init(
        _ cluster: ClusterDescription, ranks: Int? = nil, program: String, arguments: [String],
        sshConfig: String? = nil, workingDirectory: String? = nil, places: [String: Place], isWatched: Bool = false
    ) throws(ConfigurationError) {
        let most = cluster.totalRanks
        let ranks = ranks ?? most
        guard (1...most).contains(ranks) else {
            throw ConfigurationError("\(ranks) ranks don't fit: the hosts take 1 to \(most)")
        }
        try Self.check(program: program, arguments: arguments, workingDirectory: workingDirectory)
        var parameters = Self.parameters(of: cluster)
        if let sshConfig {
            guard JobSettings.isParameterValue(sshConfig), !sshConfig.hasPrefix("-") else {
                throw ConfigurationError("'\(sshConfig)': mpirun can't pass this path on to ssh; choose a simpler one")
            }
            parameters["plm_rsh_args"] = "-F \(sshConfig)"
        }
        let common = cluster.job.environment.flatMap { ["-x", $0] }
        let parts = Self.parts(of: cluster, ranks: ranks, places: places)
        if parts.count == 1 { parameters.merge(parts[0].parameters) { told, _ in told } }
        self.arguments = Self.words(
            parts, parameters, common + Self.variables(isWatched: isWatched), program, arguments, workingDirectory)
    }

    /// - Parameters:
    ///   - hosts: The names under which the agent knows hosts, with the ranks and the place of each.
    ///   - agent: The path of the program that takes ssh's place.
    init(
        hosts: [(name: String, ranks: Int, place: Place)], agent: String, arguments: [String], isWatched: Bool
    ) throws(ConfigurationError) {
        for host in hosts {
            try Self.check(
                program: host.place.program, arguments: arguments, workingDirectory: host.place.workingDirectory)
        }
        var parameters = Self.common
        parameters["plm_rsh_agent"] = agent
        // Daemons stay children of those who have started them, and so do their agents: all at once.
        parameters["orte_leave_session_attached"] = "1"
        parameters["plm_rsh_num_concurrent"] = "\(max(hosts.count, 128))"
        // Names that only the agent knows.
        parameters["if_base_do_not_resolve"] = "1"
        var parts: [Part] = []
        for host in hosts {
            if parts.last?.place != host.place { parts.append(Part(parameters: [:], place: host.place)) }
            parts[parts.count - 1].hosts.append("\(host.name):\(host.ranks)")
            parts[parts.count - 1].ranks += host.ranks
        }
        let common = ["-x", "\(LauncherEnvironment.workersVariable)=1"] + Self.variables(isWatched: isWatched)
        self.arguments = Self.words(parts, parameters, common, "", arguments, nil)
    }

    /// Variables that all ranks get.
    private static func variables(isWatched: Bool) -> [String] {
        ["-x", "SWIFT_DETERMINISTIC_HASHING=1"]
            + (isWatched ? ["-x", "\(LauncherEnvironment.terminalVariable)=1"] : [])
    }

    private static func words(
        _ parts: [Part], _ parameters: [String: String], _ common: [String], _ program: String, _ arguments: [String],
        _ workingDirectory: String?
    ) -> [String] {
        var words = ["mpirun", "--bind-to", "none", "--map-by", "slot"]
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) { words += ["--mca", name, value] }
        for (index, part) in parts.enumerated() {
            if index > 0 { words.append(":") }
            words += ["--host", part.hosts.joined(separator: ","), "-np", "\(part.ranks)"]
            if parts.count > 1 {
                for (name, value) in part.parameters.sorted(by: { $0.key < $1.key }) where parameters[name] == nil {
                    words += ["-x", "OMPI_MCA_\(name)=\(value)"]
                }
            }
            words += common
            if let threads = part.place?.threads {
                words += ["-x", "\(LauncherEnvironment.threadsVariable)=\(threads)"]
            }
            if let memory = part.place?.memoryBytes { words += ["-x", "\(HostResources.memoryVariable)=\(memory)"] }
            if let cores = part.place?.cores { words += ["-x", "\(HostResources.coresVariable)=\(cores)"] }
            if let folder = part.place?.workingDirectory ?? workingDirectory { words += ["--wdir", folder] }
            let path = part.place?.program ?? program
            words.append(path.hasPrefix("-") ? "./" + path : path)
            words += arguments
        }
        return words
    }

    /// Hosts that differ in nothing that their command line tells.
    private struct Part {
        var hosts: [String] = []
        var ranks = 0
        var parameters: [String: String]
        var place: Place?
    }

    private static func parts(of cluster: ClusterDescription, ranks: Int, places: [String: Place]) -> [Part] {
        let ports = cluster.ports
        var parts: [Part] = []
        var left = ranks
        for host in cluster.hosts where left > 0 {
            let data = ports.data(of: host)
            let parameters = [
                "btl_tcp_port_min_v4": "\(data.lowerBound)",
                "btl_tcp_port_min_v6": "\(data.lowerBound)",
            ]
            let place = places[host.launcherName]
            if parts.last?.parameters != parameters || parts.last?.place != place {
                parts.append(Part(parameters: parameters, place: place))
            }
            let slots = cluster.ranks(on: host)
            parts[parts.count - 1].hosts.append("\(host.launcherName):\(slots)")
            parts[parts.count - 1].ranks += min(left, slots)
            left -= min(left, slots)
        }
        return parts
    }

    /// What every host is told; what the cluster file tells goes first.
    private static func parameters(of cluster: ClusterDescription) -> [String: String] {
        let ports = cluster.ports
        let defaults = [
            "oob_tcp_dynamic_ipv4_ports": range(ports.controlIPv4),
            "oob_tcp_dynamic_ipv6_ports": range(ports.controlIPv6),
            "btl_tcp_port_range_v4": "\(ports.dataPortsPerHost)",
            "btl_tcp_port_range_v6": "\(ports.dataPortsPerHost)",
        ]
        return common.merging(defaults) { _, own in own }.merging(cluster.job.mca) { _, told in told }
    }

    private static let common = [
        // Ranks wait much of their time, and the launcher can't see how many share a core.
        "mpi_yield_when_idle": "1",
        keepsDomains: "1",
        // Only this machine has the keys and the answers to prompts.
        "plm_rsh_no_tree_spawn": "1",
        // A link that is cut ends the job within seconds, not after five minutes.
        "oob_tcp_keepalive_time": "3",
        "oob_tcp_keepalive_intvl": "1",
        "oob_tcp_keepalive_probes": "3",
    ]

    private static func range(_ ports: ClosedRange<Int>) -> String { "\(ports.lowerBound)-\(ports.upperBound)" }

    private static func check(
        program: String, arguments: [String], workingDirectory: String?
    ) throws(ConfigurationError) {
        guard !program.isEmpty else { throw ConfigurationError("there is no program to start") }
        if let workingDirectory {
            guard workingDirectory.hasPrefix("/") else {
                throw ConfigurationError("'\(workingDirectory)': the working directory has to be an absolute path")
            }
        }
        for word in [program] + arguments + [workingDirectory ?? ""] {
            guard word != ":" else {
                throw ConfigurationError("mpirun takes the argument ':' for itself; it can't be passed on")
            }
            guard !word.utf8.contains(0) else { throw ConfigurationError("an argument has the character U+0000") }
        }
    }
}

extension LaunchPlan: Sendable {}
