import Testing

@testable import Cluster

@Suite struct SSHFailureTests {
    @Test(arguments: [
        ("ssh: connect to host a.lan port 22: Connection refused\n", "port 22: Connection refused", true),
        ("banner\nssh: connect to host a.lan port 22: No route to host\r\n", "No route to host", true),
        ("ada@a.lan: Permission denied (publickey).\n", "ada@a.lan: Permission denied (publickey).", false),
        (
            "Load key \"/k\": incorrect passphrase supplied to decrypt private key\na: Permission denied (publickey).\n",
            "(Load key \"/k\": incorrect", false
        ),
        (
            "No ED25519 host key is known for a.lan and you have requested strict checking.\nHost key verification failed.\n",
            "--accept-new-host-keys", false
        ),
        (
            "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nOffending ED25519 key in /k:3\nHost key verification failed.",
            "(Offending ED25519 key in /k:3)", false
        ),
        ("", "without a word", true),
    ])
    func errors_becomeOneLine(errors: String, expected: String, isOfNetwork: Bool) {
        let failure = SSHFailure(Array(errors.utf8))
        #expect(failure.message.contains(expected))
        #expect(!failure.message.contains("\n"))
        #expect(failure.isOfNetwork == isOfNetwork)
    }
}
