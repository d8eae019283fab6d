/// A host of a cluster.
public struct Host: Hashable {
    /// The name or address under which the others reach it.
    public let address: HostAddress
    /// The first of the ports at which its ranks listen for data.
    public let basePort: Int
    /// The cores that a job may use there.
    public let cores: Int
    /// How to log in; nil for the current user and the user's own ssh configuration.
    public let ssh: SSHSettings?
    /// The memory that a job may use there, in bytes, if it was told.
    public let memoryBytes: Int?
    /// The line of its entry in the cluster file, if it came from one.
    public let line: Int?

    /// The cores that a host may have, and the ranks.
    public static let coreRange = 1...4096
    /// Where data ports may begin.
    public static let basePortRange = 1024...65_535

    /// - Throws: ``ConfigurationError``, with the key of the cluster file as its key, if a number is out of range.
    public init(
        address: HostAddress, basePort: Int, cores: Int, ssh: SSHSettings? = nil, memoryBytes: Int? = nil,
        line: Int? = nil
    ) throws(ConfigurationError) {
        try basePort.check(in: Self.basePortRange, key: "base_port")
        try cores.check(in: Self.coreRange, key: "num_cores")
        try memoryBytes?.check(in: 1...Int.max, key: "mem")
        self.address = address
        self.basePort = basePort
        self.cores = cores
        self.ssh = ssh
        self.memoryBytes = memoryBytes
        self.line = line
    }

    /// The name in host files and on launchers' command lines: see ``HostAddress/launcherName``.
    public var launcherName: String { address.launcherName }
}

extension Host: Sendable {}

extension Int {
    /// - Throws: ``ConfigurationError`` for `key` unless the number is in `range`.
    func check(in range: ClosedRange<Int>, key: String) throws(ConfigurationError) {
        guard range.contains(self) else {
            let bounds =
                range.upperBound == .max
                ? "it is at least \(range.lowerBound)" : "it goes from \(range.lowerBound) to \(range.upperBound)"
            throw ConfigurationError("\(self) is out of range; \(bounds)", key: key)
        }
    }
}
