import Testing

@testable import Cluster

@Suite struct PromptAnswersTests {
    private func answers() throws -> PromptAnswers {
        PromptAnswers(
            try ClusterDescription(
                toml: """
                    [[host]]
                    address = "A.Lan"
                    base_port = 9500
                    num_cores = 1
                    ssh = { username = "ada", password = "of a" }

                    [[host]]
                    address = "b.lan"
                    base_port = 9500
                    num_cores = 1
                    ssh = { password = "of b", key_file = "/keys/b's", key_passphrase = "of key" }

                    [[host]]
                    address = "c.lan"
                    base_port = 9500
                    num_cores = 1
                    """))
    }

    /// ssh names the host in lower case, or as the user's own configuration does.
    @Test(arguments: [
        ("ada@a.lan's password: ", "A.Lan", "of a"),
        ("ada@10.0.0.5's password: ", "A.Lan", "of a"),
        ("(ada@a.lan) Password: ", "A.Lan", "of a"),
        ("(ada@gate.lan) Password for ada@machine:", "A.Lan", "of a"),
        ("whoever@b.lan's password: ", "b.lan", "of b"),
        ("Enter passphrase for key '/keys/b's': ", "b.lan", "of key"),
    ])
    func promptOfSSH_getsTheSecretOfTheHostThatIsCalled(prompt: String, host: String, secret: String) throws {
        #expect(try answers().answer(prompt, host: host)?.revealed == secret)
    }

    @Test func keyWithALongPath_isKnownByTheBeginningThatSSHShows() throws {
        let path = "/" + String(repeating: "ä", count: 80)
        let ssh = try SSHSettings(keyFile: path, keyPassphrase: Secret("of key"))
        let host = try Host(address: HostAddress("a.lan"), basePort: 9500, cores: 1, ssh: ssh)
        let answers = PromptAnswers(try ClusterDescription(hosts: [host], job: .defaults))
        func answer(_ shown: some Sequence<UInt8>) -> Secret? {
            let prompt = Array("Enter passphrase for key '".utf8) + shown + Array("': ".utf8)
            return answers.answer(String(decoding: prompt, as: UTF8.self), host: "a.lan")
        }
        #expect(answer(path.utf8.prefix(100))?.revealed == "of key")
        #expect(answer(path.utf8)?.revealed == "of key")
        #expect(answer(path.utf8.prefix(99)) == nil)
    }

    /// Hosts without secrets, other keys, and questions for something else.
    @Test(arguments: [
        ("ada@a.lan's password: ", "none.lan"),
        ("x@c.lan's password: ", "c.lan"),
        ("Enter ada@a.lan's password: ", "A.Lan"),
        ("Enter ada@a.lan's new password: ", "A.Lan"),
        ("ada@a.lan's password: again", "A.Lan"),
        ("(ada@a.lan) Verification code: ", "A.Lan"),
        ("(ada@a.lan's password) Code: ", "A.Lan"),
        ("(password@a.lan) ", "A.Lan"),
        ("(ada@password.lan) Code: ", "A.Lan"),
        ("Password: ", "A.Lan"),
        ("", "A.Lan"),
        ("Enter passphrase for key '/keys/other': ", "b.lan"),
        ("Enter passphrase for key '/keys/b's': ", "A.Lan"),
        ("(ada@b.lan) Enter passphrase for key '/keys/b's': ", "b.lan"),
        ("Are you sure you want to continue connecting (yes/no/[fingerprint])? ", "A.Lan"),
    ])
    func anotherPrompt_getsNothing(prompt: String, host: String) throws {
        #expect(try answers().answer(prompt, host: host) == nil)
    }
}
