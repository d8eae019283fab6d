import Testing

@testable import Cluster

@Suite struct PromptAnswersTests {
    private func answers() throws -> PromptAnswers {
        PromptAnswers(
            try ClusterDescription(
                toml: """
                    [[host]]
                    address = "a.lan"
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

    @Test(arguments: [
        ("ada@a.lan's password: ", "a.lan", "of a"),
        ("(ada@a.lan) Password: ", "a.lan", "of a"),
        ("(ada@a.lan) Password for ada@machine:", "a.lan", "of a"),
        ("whoever@b.lan's password: ", "b.lan", "of b"),
        ("Enter passphrase for key '/keys/b's': ", "b.lan", "of key"),
    ])
    func promptOfSSH_getsTheSecretOfItsHost(prompt: String, host: String, secret: String) throws {
        #expect(try answers().answer(prompt, host: host)?.revealed == secret)
    }

    /// Other hosts, users and keys, questions for something else, and forged ones.
    @Test(arguments: [
        ("ada@a.lan's password: ", "b.lan"),
        ("ada@a.lan's password: ", "none.lan"),
        ("eve@a.lan's password: ", "a.lan"),
        ("ada@jump.lan's password: ", "a.lan"),
        ("ada@a.lan.evil's password: ", "a.lan"),
        ("xada@a.lan's password: ", "a.lan"),
        ("(ada@jump.lan) ada@a.lan's password: ", "a.lan"),
        ("(eve@b.lan) ada@a.lan's password: ", "a.lan"),
        ("(ada@a.lan) Verification code: ", "a.lan"),
        ("Password: ", "a.lan"),
        ("", "a.lan"),
        ("Enter passphrase for key '/keys/other': ", "b.lan"),
        ("Enter passphrase for key '/keys/b's': ", "a.lan"),
        ("Are you sure you want to continue connecting (yes/no/[fingerprint])? ", "a.lan"),
        ("x@c.lan's password: ", "c.lan"),
    ])
    func anotherPrompt_getsNothing(prompt: String, host: String) throws {
        #expect(try answers().answer(prompt, host: host) == nil)
    }
}
