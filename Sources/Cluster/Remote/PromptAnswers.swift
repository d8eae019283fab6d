/// Which secret ssh gets for which prompt.
///
/// Whose connection it is shows in the command line of the ssh that asks, not in the prompt: ssh writes a host's name there
/// in lower case, or the name that the user's own configuration gives it. The prompt tells only what kind of secret is meant,
/// by the words that ssh itself puts there.
struct PromptAnswers {
    /// ssh shows so many bytes of the path of a key.
    private static let mostShown = 100

    /// Logins by the name under which ssh is called for a host.
    private let logins: [String: SSHSettings]

    init(_ cluster: ClusterDescription) {
        let logins = cluster.hosts.compactMap { host in host.ssh.map { (host.launcherName, $0) } }
        self.logins = Dictionary(logins) { first, _ in first }
    }

    /// The secret for `prompt` on the connection to `host`, or nil if there is none.
    func answer(_ prompt: String, host: String) -> Secret? {
        guard let ssh = logins[host] else { return nil }
        if let shown = Self.key(inPrompt: prompt), let key = ssh.keyFile {
            let beginning = String(decoding: key.utf8.prefix(Self.mostShown), as: UTF8.self)
            return [key, beginning].contains(shown) ? ssh.keyPassphrase : nil
        }
        return Self.asksForPassword(prompt) ? ssh.password : nil
    }

    /// The path in `Enter passphrase for key 'PATH': `.
    private static func key(inPrompt prompt: String) -> String? {
        let beginning = "Enter passphrase for key '"
        let end = "': "
        guard prompt.hasPrefix(beginning), prompt.hasSuffix(end) else { return nil }
        return String(prompt.dropFirst(beginning.count).dropLast(end.count))
    }

    /// Whether it is `USER@HOST's password: `, or `(USER@HOST) ` and a question of the host's that has "password" in it.
    private static func asksForPassword(_ prompt: String) -> Bool {
        let isQuestionOfHost = prompt.hasPrefix("(")
        let end = isQuestionOfHost ? ") " : "'s password: "
        let parts = prompt.dropFirst(isQuestionOfHost ? 1 : 0).split(separator: end, maxSplits: 1)
        guard let account = parts.first, account.contains("@"), !account.contains(" ") else { return false }
        guard isQuestionOfHost else { return prompt.hasSuffix(end) }
        return parts.count == 2 && parts[1].lowercased().contains("password")
    }
}

extension PromptAnswers: Sendable {}
