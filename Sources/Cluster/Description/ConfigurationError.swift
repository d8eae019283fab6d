/// What is wrong with a cluster's description, and where it stands.
///
///     cluster.toml:7: host.num_cores: 0 is out of range; it goes from 1 to 4096
public struct ConfigurationError: Error, Hashable {
    /// The file as it was named; nil for a description that was not read from one.
    public var file: String?
    /// The line in the file, from 1.
    public var line: Int?
    /// The key with the tables around it, such as `host.ssh.ssh_port`.
    public var key: String?
    /// What is wrong and what to do, in one line.
    public var message: String

    public init(_ message: String, file: String? = nil, line: Int? = nil, key: String? = nil) {
        self.message = message
        self.file = file
        self.line = line
        self.key = key
    }

    /// The same error at a place, as far as it had none.
    func located(file: String? = nil, line: Int? = nil, key: String? = nil) -> ConfigurationError {
        ConfigurationError(message, file: self.file ?? file, line: self.line ?? line, key: self.key ?? key)
    }
}

extension ConfigurationError: CustomStringConvertible {
    public var description: String {
        let place =
            switch (file, line) {
            case (let file?, let line?): "\(file):\(line)"
            case (let file?, nil): file
            case (nil, let line?): "line \(line)"
            case (nil, nil): String?.none
            }
        return [place, key, message].compactMap(\.self).joined(separator: ": ").visible
    }
}

extension ConfigurationError: Sendable {}
