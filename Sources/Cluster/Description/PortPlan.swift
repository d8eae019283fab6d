/// The ports at which a job's processes listen, so that a firewall can be told.
///
/// | ports | for | on |
/// |---|---|---|
/// | from `base_port`, two for each rank | data between ranks (`btl`): IPv4, then IPv6 | that host |
/// | four after the highest of these | Open MPI's own messages (`oob`): two IPv4, two IPv6 | all hosts alike |
///
/// Open MPI takes one range of control ports for a whole job, so a host's `base_port` moves its data ports only.
public struct PortPlan: Hashable {
    /// The ranks for which every host keeps ports, in each of two address families.
    public let ranksPerHost: Int
    /// The first control port, the same on all hosts.
    public let firstControlPort: Int

    /// The last port there is.
    public static let last = 65_535
    /// Control ports in all.
    public static let controlPorts = 4

    init(_ cluster: ClusterDescription) {
        ranksPerHost = cluster.hosts.map { cluster.ranks(on: $0) }.max() ?? 1
        let highest = cluster.hosts.map(\.basePort).max() ?? Host.basePortRange.lowerBound
        firstControlPort = highest + 2 * ranksPerHost
    }

    /// Data ports that each host keeps, for both address families.
    public var dataPortsPerHost: Int { 2 * ranksPerHost }

    /// The ports of data on `host`.
    public func data(of host: Host) -> ClosedRange<Int> {
        host.basePort...(host.basePort + dataPortsPerHost - 1)
    }

    /// The ports of control on all hosts.
    public var control: ClosedRange<Int> { firstControlPort...(firstControlPort + Self.controlPorts - 1) }
}

extension PortPlan: Sendable {}
