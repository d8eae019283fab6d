import Testing

@testable import Cluster

@Suite struct SecretTests {
    @Test func secret_isShownByNothingButItself() throws {
        let secret = try Secret("hunter2")
        let ssh = try SSHSettings(username: "ann", password: secret, keyFile: "/k", keyPassphrase: Secret("hunter2"))
        let host = try Host(address: HostAddress("h"), basePort: 9500, cores: 2, ssh: ssh)
        let cluster = try ClusterDescription(hosts: [host], job: .defaults)
        var dumped = ""
        dump(cluster, to: &dumped)
        dump(secret, to: &dumped)
        let texts = [
            "\(secret)", String(reflecting: secret), "\(cluster)", String(reflecting: cluster), dumped,
            "\(Optional(secret) as Any)", "\([secret])", "\(Mirror(reflecting: secret).children.map(\.value))",
            ClusterFile.text(of: cluster), try SSHConfig(cluster).text, try Hostfile.text(of: cluster),
            try LaunchPlan(cluster, program: "p").arguments.joined(separator: " "),
        ]
        for text in texts { #expect(!text.contains("hunter"), "\(text)") }
        #expect("\(secret)" == "…")
        #expect(secret.revealed == "hunter2")
    }

    @Test(arguments: ["", "a\nb", "a\0b", "\u{1b}", String(repeating: "x", count: 1024)])
    func secret_thatCannotBeTyped_isRefusedWithoutBeingTold(text: String) {
        let error = #expect(throws: ConfigurationError.self) { try Secret(text) }
        #expect(text.isEmpty || error?.description.contains(text) == false)
    }

    @Test(arguments: ["'\"$(x)`", "äöü €", " leading", String(repeating: "x", count: 1023)])
    func secret_ofAnyVisibleCharacters_isTaken(text: String) throws {
        #expect(try Secret(text).revealed == text)
    }
}
