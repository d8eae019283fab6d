/// What a program that is called in place of ssh is to have run: a host and a line for its shell.
struct AgentCommand: Hashable {
    let host: String
    let script: String

    /// Open MPI tells its daemons how it has called them, and they end at once where no such program is. They call nobody.
    private static let agentOption = "plm_rsh_agent"
    private static let inItsPlace = "/bin/sh"

    /// - Parameters:
    ///   - text: The host, a line end, and the words of the command.
    ///   - agent: The path under which Open MPI calls it.
    /// - Returns: Nil if there is no host.
    init?(_ text: String, agent: String) {
        let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        host = String(parts[0])
        script =
            parts[1].contains(Self.agentOption)
            ? parts[1].split(separator: agent, omittingEmptySubsequences: false).joined(separator: Self.inItsPlace)
            : String(parts[1])
    }

    /// The ports in the address at which Open MPI's daemons reach `mpirun`:
    /// `orte_hnp_uri "12.0;tcp://10.0.0.1,10.1.0.1:6073;tcp6://[fd00::2]:4479"`.
    var callbackPorts: Set<Int> {
        guard let option = script.firstRange(of: "orte_hnp_uri \"") else { return [] }
        let address = script[option.upperBound...].prefix { $0 != "\"" }
        let ports = address.split(separator: ";").dropFirst().compactMap { $0.split(separator: ":").last }
        return Set(ports.compactMap { Int($0) })
    }
}

extension AgentCommand {
    /// Whether it is one of Open MPI's daemons, which `mpirun` hears of by a way of its own.
    var isDaemon: Bool { !callbackPorts.isEmpty }
}

extension AgentCommand: Sendable {}
