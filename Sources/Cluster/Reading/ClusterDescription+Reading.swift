extension ClusterDescription {
    /// Reads a cluster file.
    ///
    /// ```toml
    /// [[host]]
    /// address = "host1.lan"
    /// base_port = 9500
    /// num_cores = 16
    /// ssh = { username = "renoir", key_file = "~/.ssh/cluster" }
    /// ```
    ///
    /// The file is TOML. A relative `key_file` begins at the folder of the file, `~/` at the user's home. Whoever keeps a
    /// password or a passphrase in it has to keep it from others, as ssh asks for keys.
    ///
    /// Local: reads one file of at most a mebibyte.
    ///
    /// - Throws: ``ConfigurationError`` with file, line and key: what can't be read, is no TOML, has a key that there is
    ///   not, a value of a wrong type, out of range or unsafe, a host twice, or a secret that others may read.
    /// - Complexity: O(size of the file).
    public init(contentsOf path: String) throws(ConfigurationError) {
        let file = try ConfigurationFile(path)
        do {
            try self.init(parsing: file.bytes, roots: .ofFile(path))
        } catch {
            throw error.located(file: path)
        }
        guard !file.isReadableByOthers || !hosts.contains(where: { $0.ssh?.hasSecrets ?? false }) else {
            throw ConfigurationError(
                "it holds a password or passphrase, and others may read it; take their rights away: chmod 600",
                file: path)
        }
    }

    /// Reads the text of a cluster file.
    init(parsing bytes: [UInt8], roots: PathRoots) throws(ConfigurationError) {
        let document = try ConfigurationDocument(bytes)
        let root = document.root
        try root.refuseKeys(otherThan: ["host", "job"])
        var hosts: [Host] = []
        for table in try root.tables("host") {
            hosts.append(try table.read { table throws(ConfigurationError) in try Host(table, roots: roots) })
        }
        let job = try root.table("job")?.read { table throws(ConfigurationError) in try JobSettings(table) }
        try self.init(hosts: hosts, job: job ?? .defaults)
    }
}
