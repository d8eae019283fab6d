import Testing

@testable import Cluster

@Suite struct HostAddressTests {
    @Test(arguments: [
        "a", "host1.lan", "n001", "a-b.c-d", "192.168.0.1", "0.0.0.0", "255.255.255.255", "A.B", "1a", "3com.net",
        "12x.7.b",
        String(repeating: "a", count: 63),
    ])
    func name_orIPv4_isItsOwnNameForLaunchers(text: String) throws {
        let address = try HostAddress(text)
        #expect(address.launcherName == text)
        #expect(!address.isIPv6)
        #expect(!address.needsAlias)
    }

    @Test(arguments: [
        ("::1", "ip6---1"), ("fe80::1%eth0", "ip6-fe80--1-eth0"), ("fe80::1%br_0.5", "ip6-fe80--1-br-0-5"),
        ("1:2:3:4:5:6:7:8", "ip6-1-2-3-4-5-6-7-8"),
        ("::", "ip6---"), ("::ffff:10.0.0.1", "ip6---ffff-10-0-0-1"), ("FD00::AB", "ip6-fd00--ab"), ("1::", "ip6-1--"),
    ])
    func ipv6_hasAnAlias(text: String, alias: String) throws {
        let address = try HostAddress(text)
        #expect(address.isIPv6)
        #expect(address.launcherName == alias)
    }

    @Test func name_withUnderscore_hasAnAlias() throws {
        #expect(try HostAddress("stack_node_1").launcherName == "stack-node-1")
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "a..b", "-a", "a.-b", "_a", "a._b", "a b", "a\n", "a,b", "a:1:b", "ä", "a%b", "[::1]",
        "user@a", "a/b",
        "*", "a?",
        "!a", "127.1", "1", "010.0.0.1", "256.0.0.1", "1.2.3", "1.2.3.4.5", "a.1", "+1.0.0.0", ":", ":::", "1::2::3",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "::12345", "::g", "::1%", "::1%a b", "::1.2.3", "1.2.3.4::", "::1%$x",
        String(repeating: "a", count: 64), String(repeating: "a.", count: 127) + "a",
    ])
    func text_thatIsNoAddress_isRefused(text: String) {
        #expect(throws: ConfigurationError.self) { try HostAddress(text) }
    }

    @Test func hosts_whoseAliasesAreTheSame_areRefused() throws {
        let hosts = try ["a_b", "a-b"].map { try Host(address: HostAddress($0), basePort: 9500, cores: 1) }
        #expect(throws: ConfigurationError.self) { try ClusterDescription(hosts: hosts, job: .defaults) }
    }
}
