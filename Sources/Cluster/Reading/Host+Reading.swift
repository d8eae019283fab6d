extension Host {
    /// Reads a `[[host]]`.
    init(_ table: ConfigurationTable, roots: PathRoots) throws(ConfigurationError) {
        try table.refuseKeys(otherThan: ["address", "base_port", "num_cores", "ssh", "mem"])
        let address = try table.require(table.string("address"), "address")
        let ssh = try table.table("ssh")?.read { table throws(ConfigurationError) in
            try SSHSettings(table, roots: roots)
        }
        try self.init(
            address: Self.address(address),
            basePort: table.require(table.integer("base_port"), "base_port"),
            cores: table.require(table.integer("num_cores"), "num_cores"),
            ssh: ssh,
            memoryBytes: Self.memory(table.scalar("mem")),
            line: table.line)
    }

    private static func address(_ text: String) throws(ConfigurationError) -> HostAddress {
        do {
            return try HostAddress(text)
        } catch {
            throw error.located(key: "address")
        }
    }

    private static func memory(_ value: ConfigurationScalar?) throws(ConfigurationError) -> Int? {
        guard case .text(let text) = value else {
            if case .integer(let bytes) = value { return bytes }
            return nil
        }
        guard let bytes = MemorySize.bytes(text) else {
            throw ConfigurationError(
                "'\(text)' is no amount of memory: it is a whole number of B, KB, MB, GB, TB, KiB, MiB, GiB or TiB, such "
                    + "as \"16 GiB\"", key: "mem")
        }
        return bytes
    }
}
