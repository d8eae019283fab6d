/// The hosts on which a job runs, and how.
///
/// ```swift
/// let cluster = try ClusterDescription(contentsOf: "cluster.toml")
/// for host in cluster.hosts { print(host.address, cluster.ranks(on: host)) }
/// ```
public struct ClusterDescription: Hashable {
    /// The hosts in the order of their ranks; at least one.
    public let hosts: [Host]
    /// What holds for all jobs.
    public let job: JobSettings

    /// The most hosts that a description has.
    public static let mostHosts = 16_384

    /// - Throws: ``ConfigurationError`` if there is no host, one of them stands there twice, or its ports end beyond the
    ///   last one.
    public init(hosts: [Host], job: JobSettings) throws(ConfigurationError) {
        guard !hosts.isEmpty else { throw ConfigurationError("there is no [[host]]") }
        guard hosts.count <= Self.mostHosts else {
            throw ConfigurationError("there are more than \(Self.mostHosts) hosts")
        }
        self.hosts = hosts
        self.job = job
        var seen: [String: Host] = [:]
        for host in hosts {
            // Names of hosts don't tell upper and lower case apart.
            if let first = seen.updateValue(host, forKey: host.launcherName.lowercased()) {
                let place = first.line.map { " on line \($0)" } ?? ""
                throw ConfigurationError(
                    "'\(host.address)' stands there twice, first\(place)", line: host.line, key: "host.address")
            }
        }
        let ports = ports
        if ports.control.upperBound > PortPlan.last, let host = hosts.max(by: { $0.basePort < $1.basePort }) {
            throw ConfigurationError(
                "\(host.basePort) leaves no room: \(ports.dataPortsPerHost) ports for data and "
                    + "\(ports.control.count) for control come after it, up to \(PortPlan.last)",
                line: host.line, key: "host.base_port")
        }
    }

    /// The ranks on `host`: those of the job's settings, else as many as fit with the threads that each has, at least 1.
    public func ranks(on host: Host) -> Int {
        job.ranksPerHost ?? max(1, host.cores / (job.threadsPerRank ?? 1))
    }

    /// The worker threads of each rank on `host`: those of the job's settings, else an equal part of the cores, at least 1.
    public func threads(on host: Host) -> Int {
        job.threadsPerRank ?? max(1, host.cores / ranks(on: host))
    }

    /// The ranks on all hosts together.
    public var totalRanks: Int { hosts.reduce(0) { $0 + ranks(on: $1) } }

    /// The ports that a job uses.
    public var ports: PortPlan { PortPlan(self) }
}

extension ClusterDescription: Sendable {}
