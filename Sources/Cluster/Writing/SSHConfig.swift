/// A configuration for `ssh -F` with which launchers reach the hosts of a cluster.
///
/// ```swift
/// let text = SSHConfig(cluster).text
/// ```
///
/// What the cluster file tells comes first, and ssh takes the first value that it finds; all else is the user's own
/// configuration, which the text includes at its end, and the system's.
public struct SSHConfig: Hashable {
    /// What ssh does with the key of a host.
    public enum HostKeys: String, CaseIterable, Sendable {
        /// Refuses a host whose key is not known.
        case known = "yes"
        /// Notes the key of a host that was never seen, and refuses one that has changed.
        case acceptNew = "accept-new"
    }

    /// The cluster whose hosts are reached.
    public let cluster: ClusterDescription
    /// What is done with the keys of hosts.
    public var hostKeys = HostKeys.known
    /// The absolute path of a file of known hosts in place of the user's.
    public let knownHostsFile: String?
    /// Seconds within which a host has to answer.
    public var connectTimeoutSeconds = 10

    /// - Throws: ``ConfigurationError`` if ssh can't be given the path of `knownHostsFile`.
    public init(
        _ cluster: ClusterDescription, hostKeys: HostKeys = .known, knownHostsFile: String? = nil
    ) throws(ConfigurationError) {
        if let knownHostsFile, let problem = SSHSettings.problem(ofPath: knownHostsFile) {
            throw ConfigurationError("'\(knownHostsFile)' \(problem)")
        }
        self.cluster = cluster
        self.hostKeys = hostKeys
        self.knownHostsFile = knownHostsFile
    }

    /// The configuration.
    ///
    /// - Complexity: O(hosts).
    public var text: String {
        cluster.hosts.map { block($0) }.joined() + common
    }

    private func block(_ host: Host) -> String {
        var lines = ["Host \(host.launcherName)"]
        // The user's own configuration may know another address for a name, so it is told only where it has to be.
        if host.address.needsAlias { lines.append("HostName \(Self.literal(host.address.text))") }
        lines += (host.ssh?.configurationLines ?? ["BatchMode yes"])
        return lines.joined(separator: "\n    ") + "\n\n"
    }

    /// What holds for all hosts, with the names that the user's own configuration may give.
    private var common: String {
        var lines = [
            "Host \(cluster.hosts.map(\.launcherName).joined(separator: " "))",
            "StrictHostKeyChecking \(hostKeys.rawValue)",
            "ConnectTimeout \(connectTimeoutSeconds)",
            "ConnectionAttempts 1",
            "ServerAliveInterval 5",
            "ServerAliveCountMax 2",
            "LogLevel ERROR",
        ]
        if let knownHostsFile { lines.append("UserKnownHostsFile \(Self.quoted(path: knownHostsFile))") }
        return lines.joined(separator: "\n    ")
            + "\n\nHost *\n    Include ~/.ssh/config\n    Include /etc/ssh/ssh_config\n"
    }

    /// `path` as ssh reads it: in double quotes, with `%` for itself.
    static func quoted(path: String) -> String { "\"" + literal(path) + "\"" }

    /// `value` for a keyword in whose value ssh replaces `%` and a letter: with `%` for itself.
    private static func literal(_ value: String) -> String {
        value.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }
}

extension SSHConfig: Sendable {}

extension SSHSettings {
    fileprivate var configurationLines: [String] {
        var lines: [String] = []
        if let port { lines.append("Port \(port)") }
        if let username { lines.append("User \(username)") }
        if let keyFile { lines += ["IdentityFile \(SSHConfig.quoted(path: keyFile))", "IdentitiesOnly yes"] }
        // Whoever starts ssh answers these prompts: one answer each, then it is wrong.
        switch (keyFile != nil, password != nil) {
        case (true, false): lines.append("PreferredAuthentications publickey")
        case (false, true): lines.append("PreferredAuthentications password,keyboard-interactive")
        default: break
        }
        lines += hasSecrets ? ["BatchMode no", "NumberOfPasswordPrompts 1"] : ["BatchMode yes"]
        return lines
    }
}
