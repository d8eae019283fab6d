/// Why ssh did not reach a host, from what it wrote on standard error.
struct SSHFailure: Hashable {
    /// What ssh exits with when it is not the command that failed.
    static let exitCode: Int32 = 255

    /// One line: ssh's own words, and what to do.
    let message: String
    /// Whether the way to the host is to blame, not how ssh was told to log in.
    let isOfNetwork: Bool

    /// - Parameter errors: What ssh wrote, perhaps after lines of the host's.
    init(_ errors: [UInt8]) {
        let lines = String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { String($0.drop { $0.isWhitespace }) }
        if lines.contains(where: { $0.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") }) {
            let file = lines.first { $0.hasPrefix("Offending ") }.map { " (\($0))" } ?? ""
            message =
                "its host key is another one than before\(file): somebody may be listening; if the host is new, remove "
                + "the old key with ssh-keygen -R"
            isOfNetwork = false
        } else if lines.contains(where: { $0.contains("host key is known for") }) {
            message = "its host key is not known; log in once with ssh to see it, or give --accept-new-host-keys"
            isOfNetwork = false
        } else if let line = lines.last(where: { $0.contains("Permission denied") }) {
            let keys = lines.filter { $0.hasPrefix("Load key ") }.map { " (\($0))" }.joined()
            message = line + keys
            isOfNetwork = false
        } else {
            message = lines.last { !$0.isEmpty } ?? "ssh failed without a word"
            isOfNetwork = true
        }
    }
}

extension SSHFailure: Sendable {}
