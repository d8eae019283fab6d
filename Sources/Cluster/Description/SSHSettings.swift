/// How to log in on a host; what is nil is left to the user's own ssh configuration.
public struct SSHSettings: Hashable {
    /// The port that sshd listens at.
    public let port: Int?
    /// The user on the host.
    public let username: String?
    /// The user's password there.
    public let password: Secret?
    /// The absolute path of the private key on this machine.
    public let keyFile: String?
    /// What decrypts the key.
    public let keyPassphrase: Secret?

    /// - Throws: ``ConfigurationError``, with the key of the cluster file as its key, if a value can't be given to ssh.
    public init(
        port: Int? = nil, username: String? = nil, password: Secret? = nil, keyFile: String? = nil,
        keyPassphrase: Secret? = nil
    ) throws(ConfigurationError) {
        if let port {
            guard (1...65_535).contains(port) else {
                throw ConfigurationError("\(port) is out of range; it goes from 1 to 65535", key: "ssh_port")
            }
        }
        if let username, let problem = Self.problem(ofUser: username) {
            throw ConfigurationError("'\(username)' \(problem)", key: "username")
        }
        if let keyFile, let problem = Self.problem(ofPath: keyFile) {
            throw ConfigurationError("'\(keyFile)' \(problem)", key: "key_file")
        }
        if keyPassphrase != nil, keyFile == nil {
            throw ConfigurationError("there is no key_file that it belongs to", key: "key_passphrase")
        }
        self.port = port
        self.username = username
        self.password = password
        self.keyFile = keyFile
        self.keyPassphrase = keyPassphrase
    }

    /// Whether ssh will ask for something that only we know.
    public var hasSecrets: Bool { password != nil || keyPassphrase != nil }

    private static func problem(ofUser name: String) -> String? {
        guard (1...64).contains(name.utf8.count) else { return "is no user name: it has 1 to 64 characters" }
        let marks = Array("._-@+".utf8)
        guard name.utf8.allSatisfy({ $0.isNameByte || marks.contains($0) }) else {
            return "is no user name: it has letters of ASCII, digits, '.', '_', '-', '@' and '+'"
        }
        return name.hasPrefix("-") ? "is no user name: it begins with '-'" : nil
    }

    /// What keeps `path` from being written into ssh's configuration, or nil.
    static func problem(ofPath path: String) -> String? {
        guard path.hasPrefix("/") else { return "is no absolute path" }
        guard path.utf8.count < 4096 else { return "is too long for a path" }
        guard !path.hasControlCharacters else { return "has a control character" }
        // OpenSSH has no way to write these in its configuration, or not the same in all versions.
        for mark in ["\"", "\\", "${"] where path.contains(mark) {
            return "has \(mark) in it, which ssh does not take in a path; rename it"
        }
        return nil
    }
}

extension SSHSettings: Sendable {}
