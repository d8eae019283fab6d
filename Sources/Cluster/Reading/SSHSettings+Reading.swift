extension SSHSettings {
    /// Reads an `ssh` table.
    init(_ table: ConfigurationTable, roots: PathRoots) throws(ConfigurationError) {
        try table.refuseKeys(otherThan: ["ssh_port", "username", "password", "key_file", "key_passphrase"])
        try self.init(
            port: table.integer("ssh_port"),
            username: table.string("username"),
            password: Self.secret("password", in: table),
            keyFile: Self.keyFile(in: table, roots: roots),
            keyPassphrase: Self.secret("key_passphrase", in: table))
    }

    private static func secret(_ key: String, in table: ConfigurationTable) throws(ConfigurationError) -> Secret? {
        guard let text = try table.string(key) else { return nil }
        do {
            return try Secret(text)
        } catch {
            throw error.located(key: key)
        }
    }

    private static func keyFile(
        in table: ConfigurationTable, roots: PathRoots
    ) throws(ConfigurationError) -> String? {
        guard let text = try table.string("key_file") else { return nil }
        guard !text.isEmpty, text != "~", !text.hasSuffix("/") else {
            throw ConfigurationError("'\(text)' names no file", key: "key_file")
        }
        guard let path = roots.absolute(text) else {
            throw ConfigurationError(
                "'\(text)' begins at a home that is not known: write the whole path, or one below ~/", key: "key_file")
        }
        return path
    }
}
