/// Which secret ssh gets for which prompt.
///
/// A prompt may come from a host that is not to be trusted with what belongs to another one, so a secret goes out only if
/// the connection is that of its host, and the prompt has the words that ssh itself makes for it.
struct PromptAnswers {
    /// Hosts by the name under which ssh is called for them.
    private let hosts: [String: Host]

    init(_ cluster: ClusterDescription) {
        hosts = Dictionary(cluster.hosts.map { ($0.launcherName, $0) }) { first, _ in first }
    }

    /// The secret for `prompt` on the connection to `host`, or nil if there is none.
    func answer(_ prompt: String, host: String) -> Secret? {
        guard let host = hosts[host], let ssh = host.ssh else { return nil }
        if let key = Self.key(inPrompt: prompt) { return key == ssh.keyFile ? ssh.keyPassphrase : nil }
        return Self.asksForPassword(prompt, of: host.address.text, user: ssh.username) ? ssh.password : nil
    }

    /// The path in `Enter passphrase for key 'PATH': `.
    private static func key(inPrompt prompt: String) -> String? {
        let beginning = "Enter passphrase for key '"
        let end = "': "
        guard prompt.hasPrefix(beginning), prompt.hasSuffix(end) else { return nil }
        return String(prompt.dropFirst(beginning.count).dropLast(end.count))
    }

    /// Whether it is `USER@HOST's password: `, or `(USER@HOST) ` and a question of the host's that has "password" in it.
    ///
    /// A connection through another host asks for that one's password under the same name, but with other words.
    private static func asksForPassword(_ prompt: String, of address: String, user: String?) -> Bool {
        let isQuestionOfHost = prompt.hasPrefix("(")
        let end = isQuestionOfHost ? ") " : "'s password: "
        let parts = prompt.dropFirst(isQuestionOfHost ? 1 : 0).split(separator: end, maxSplits: 1)
        guard let account = parts.first, prompt.lowercased().contains("password") else { return false }
        guard isQuestionOfHost || prompt.hasSuffix(end) else { return false }
        // Where the file names no user, ssh's own configuration does.
        return if let user { account == "\(user)@\(address)" } else { account.hasSuffix("@\(address)") }
    }
}

extension PromptAnswers: Sendable {}
