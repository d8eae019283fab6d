import Testing

@testable import Cluster

/// Whatever stands in a cluster file or on the command line is refused, or reaches every output as the one value it is.
@Suite struct InjectionTests {
    static let hostileValues = [
        "-oProxyCommand=touch x", "--mca", "-x", "-", "--", ":", "a:b", "h slots=99", "h\nevil slots=9", "h\r\nevil",
        "h\n    ProxyCommand touch x", "$(touch x)", "`touch x`", "${HOME}", "$HOME", "%h", "%%d", "~root", "~/x",
        "a;touch x",
        "a&touch x", "a|touch x", "a>x", "a<x", "a'b", "a\"b", "\" ProxyCommand touch", "' ; touch x; '", "a\\",
        "a\\ b", "#a",
        "a#b", "*", "!a", "a?", "[::1]", "{a,b}", "user@host", "a b", " a", "a ", "a\tb", "a,b", "=a", "A=b", "\u{7f}",
        "\u{1b}]0;x\u{7}", "\u{2028}x", "\u{202e}x", "ä", "\u{0}x", "none", "", "/a/\u{e9}", "/a b/c", "/a\"b", "/a'b",
        "/a\\b", "/a%h", "/a${X}", "/$(touch x)", "/a\nHost *", "/a#b", "/-x", "fe80::1%h", "fe80::1%br_0.5",
    ]

    /// Where a value may stand in a cluster file.
    enum Place: String, CaseIterable, Sendable {
        case address, username, keyFile, password, environment, mcaName, mcaValue

        func file(with value: String) -> String {
            let value = ClusterFile.quoted(value)
            let address = self == .address ? value : "\"h\""
            let start = "[[host]]\naddress = \(address)\nbase_port = 9500\nnum_cores = 2\n"
            return switch self {
            case .address: start
            case .username: start + "ssh = { username = \(value) }"
            case .keyFile: start + "ssh = { key_file = \(value) }"
            case .password: start + "ssh = { password = \(value) }"
            case .environment: start + "[job]\nenvironment = [\(value)]"
            case .mcaName: start + "[job.mca]\n\(value) = \"1\""
            case .mcaValue: start + "[job.mca]\nname = \(value)"
            }
        }
    }

    @Test(arguments: hostileValues, Place.allCases)
    func value_inAClusterFile_isRefusedOrStaysOneValue(value: String, place: Place) throws {
        let cluster: ClusterDescription
        do {
            cluster = try ClusterDescription(toml: place.file(with: value))
        } catch {
            #expect(error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
            return
        }
        let host = cluster.hosts[0]

        let slots = try ParsedOutputs.slots(Hostfile.text(of: cluster))
        #expect(slots.map(\.host) == [host.launcherName])
        #expect(slots.map(\.slots) == [2])
        #expect(try Hostfile.text(of: cluster, for: .mpich) == "\(host.launcherName):2\n")
        #expect(
            try Rankfile.text(of: cluster)
                == "rank 0=\(host.launcherName) slot=0\nrank 1=\(host.launcherName) slot=1\n")
        if !host.address.isIPv6 {
            #expect(try Hostfile.text(of: cluster, for: .slurm) == "\(host.address)\n\(host.address)\n")
        }

        let options = try ParsedOutputs.sshOptions(SSHConfig(cluster).text)
        #expect(options.filter { $0.keyword == "Host" }.map(\.value) == [host.launcherName, host.launcherName, "*"])
        #expect(
            options.filter { $0.keyword == "HostName" }.map(\.value)
                == (host.address.needsAlias ? [host.address.text] : []))
        #expect(options.filter { $0.keyword == "User" }.map(\.value) == (host.ssh?.username.map { [$0] } ?? []))
        #expect(options.filter { $0.keyword == "IdentityFile" }.map(\.value) == (host.ssh?.keyFile.map { [$0] } ?? []))
        #expect(options.filter { $0.keyword == "Include" }.count == 2)
        #expect(options.allSatisfy { Self.keywords.contains($0.keyword) })

        let plan = try LaunchPlan(cluster, program: "./app", sshConfig: "/run/ssh")
        #expect(
            try plan.arguments.count == Self.plainCount() + 2 * cluster.job.environment.count + 3
                * cluster.job.mca.count)
        #expect(try ParsedOutputs.shellWords(ShellWords.quoted(plan.arguments)) == plan.arguments)
        for (name, value) in cluster.job.mca {
            #expect(plan.arguments.firstRange(of: ["--mca", name, value]) != nil)
        }

        let again = try ClusterDescription(toml: ClusterFile.text(of: cluster))
        #expect(again.hosts.map(\.address) == cluster.hosts.map(\.address))
        #expect(again.hosts[0].ssh?.username == host.ssh?.username)
        #expect(again.hosts[0].ssh?.keyFile == host.ssh?.keyFile)
        #expect(again.job == cluster.job)
    }

    @Test(arguments: hostileValues)
    func word_ofTheCommandLine_isRefusedOrStaysOneWord(value: String) throws {
        let cluster = try ClusterDescription(toml: hostText)
        let plans = [
            try? LaunchPlan(cluster, program: value, sshConfig: "/run/ssh"),
            try? LaunchPlan(cluster, program: "./app", arguments: [value, "end"]),
            try? LaunchPlan(cluster, program: "./app", workingDirectory: value),
            try? LaunchPlan(cluster, program: "./app", sshConfig: value),
        ]
        for plan in plans.compactMap(\.self) {
            #expect(try ParsedOutputs.shellWords(ShellWords.quoted(plan.arguments)) == plan.arguments)
            #expect(!plan.arguments.contains(":"))
        }
        if let words = plans[0]?.arguments {
            #expect(words.last == (value.hasPrefix("-") ? "./" + value : value))
            #expect(try words.count == Self.plainCount())
        }
        if let words = plans[1]?.arguments {
            #expect(words.suffix(3) == ["./app", value, "end"])
        }
        if let words = plans[2]?.arguments {
            #expect(words.suffix(3) == ["--wdir", value, "./app"])
        }
        if let words = plans[3]?.arguments {
            #expect(words.contains("-F \(value)"))
            // Open MPI splits this parameter at blanks, and quotes it for a shell without escapes.
            #expect(!value.contains { " \t\n\"'`$\\".contains($0) })
        }
        if let config = try? SSHConfig(cluster, knownHostsFile: value) {
            let options = try ParsedOutputs.sshOptions(config.text)
            #expect(options.filter { $0.keyword == "UserKnownHostsFile" }.map(\.value) == [value])
            #expect(options.allSatisfy { Self.keywords.contains($0.keyword) })
        }
    }

    @Test(arguments: hostileValues)
    func word_quotedForAShell_isThatWord(value: String) throws {
        guard !value.utf8.contains(0) else { return }
        #expect(try ParsedOutputs.shellWords("x " + ShellWords.quoted(value)) == ["x", value])
        #expect(try ParsedOutputs.shellWords(ShellWords.quoted(["x", value, value])) == ["x", value, value])
        #expect(try ParsedOutputs.shellWords(ShellWords.quoted([value])) == [value])
    }

    private static let keywords = [
        "Host", "HostName", "User", "Port", "IdentityFile", "IdentitiesOnly", "PreferredAuthentications", "BatchMode",
        "NumberOfPasswordPrompts", "StrictHostKeyChecking", "ConnectTimeout", "ConnectionAttempts",
        "ServerAliveInterval",
        "ServerAliveCountMax", "LogLevel", "UserKnownHostsFile", "Include",
    ]

    /// The words of a plan for one host without any settings.
    private static func plainCount() throws -> Int {
        try LaunchPlan(ClusterDescription(toml: hostText), program: "./app", sshConfig: "/run/ssh").arguments.count
    }
}
