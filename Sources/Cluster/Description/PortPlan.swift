/// The ports at which a job's processes listen, so that a firewall can be told.
///
/// | ports | for | on |
/// |---|---|---|
/// | from `base_port`, 8 for each rank and at least 100 | data between ranks (`btl`) | that host |
/// | eight after the highest of these | Open MPI's own messages (`oob`): four IPv4, four IPv6 | all hosts alike |
///
/// A rank listens at one port of data for each address family. The others are for the next jobs: a port whose connections
/// have just ended rests for a minute, and Open MPI does not take it before.
///
/// Open MPI takes one range of control ports for a whole job, so a host's `base_port` moves its data ports only. The
/// machine that starts a job listens at all four of a family: two jobs at the same time, started there, need cluster files
/// with different `base_port`s.
public struct PortPlan: Hashable {
    /// Ports of data that each host keeps.
    public let dataPortsPerHost: Int
    /// The ports of control on all hosts.
    public let control: ClosedRange<Int>

    /// The last port there is.
    public static let last = 65_535
    /// Control ports in each address family.
    public static let controlPortsPerFamily = 4
    /// Data ports for each rank, so that as many jobs may follow each other within a minute.
    private static let jobsPerMinute = 8
    private static let fewestDataPorts = 100

    init(_ cluster: ClusterDescription) {
        let ranks = cluster.hosts.map { cluster.ranks(on: $0) }.max() ?? 1
        let highest = cluster.hosts.map(\.basePort).max() ?? Host.basePortRange.lowerBound
        dataPortsPerHost = max(Self.jobsPerMinute * ranks, Self.fewestDataPorts)
        let first = highest + dataPortsPerHost
        control = first...(first + 2 * Self.controlPortsPerFamily - 1)
    }

    /// The ports of data on `host`.
    public func data(of host: Host) -> ClosedRange<Int> {
        host.basePort...(host.basePort + dataPortsPerHost - 1)
    }

    /// The ports of control for IPv4.
    public var controlIPv4: ClosedRange<Int> {
        control.lowerBound...(control.lowerBound + Self.controlPortsPerFamily - 1)
    }

    /// The ports of control for IPv6.
    public var controlIPv6: ClosedRange<Int> { (controlIPv4.upperBound + 1)...control.upperBound }
}

extension PortPlan: Sendable {}
