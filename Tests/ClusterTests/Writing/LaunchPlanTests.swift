import Testing

@testable import Cluster

@Suite struct LaunchPlanTests {
    private static let twoPorts = """
        [[host]]
        address = "a.lan"
        base_port = 9500
        num_cores = 4

        [[host]]
        address = "b.lan"
        base_port = 9700
        num_cores = 2

        [job]
        environment = ["LANG"]
        mca = { oob_tcp_keepalive_time = 9, btl = "self,tcp" }
        """

    @Test func hosts_ofOneBasePort_areOnePart() throws {
        let cluster = try ClusterDescription(toml: Self.twoPorts.replacing("9700", with: "9500"))
        let words = try LaunchPlan(cluster, program: "./app", arguments: ["a b"]).arguments
        #expect(words.first == "mpirun")
        #expect(!words.contains(":"))
        #expect(value(of: "--host", in: words) == "a.lan:4,b.lan:2")
        #expect(value(of: "-np", in: words) == "6")
        #expect(parameter("btl_tcp_port_min_v4", in: words) == "9500")
        #expect(parameter("btl_tcp_port_min_v6", in: words) == "9500")
        #expect(parameter("btl_tcp_port_range_v4", in: words) == "100")
        #expect(parameter("oob_tcp_dynamic_ipv4_ports", in: words) == "9600-9603")
        #expect(words.suffix(2) == ["./app", "a b"])
    }

    @Test func hosts_ofTwoBasePorts_areAPartEach() throws {
        let words = try LaunchPlan(ClusterDescription(toml: Self.twoPorts), program: "./app", arguments: ["x"])
            .arguments
        let parts = words.split(separator: ":").map(Array.init)
        try #require(parts.count == 2)
        #expect(parts.map { value(of: "--host", in: $0) } == ["a.lan:4", "b.lan:2"])
        #expect(parts.map { value(of: "-np", in: $0) } == ["4", "2"])
        for (part, port) in zip(parts, [9500, 9700]) {
            #expect(part.contains("OMPI_MCA_btl_tcp_port_min_v4=\(port)"))
            #expect(part.contains("OMPI_MCA_btl_tcp_port_min_v6=\(port)"))
            #expect(part.contains("LANG"))
            #expect(part.suffix(2) == ["./app", "x"])
        }
        #expect(parameter("oob_tcp_dynamic_ipv4_ports", in: words) == "9800-9803")
        #expect(parameter("oob_tcp_dynamic_ipv6_ports", in: words) == "9804-9807")
        #expect(parameter("btl_tcp_port_min_v4", in: words) == nil)
    }

    @Test func ranksWhoseMessagesAreWatched_areAllTold() throws {
        let words = try LaunchPlan(
            ClusterDescription(toml: Self.twoPorts), program: "./app", arguments: [], places: [:], isWatched: true
        ).arguments
        let told = words.split(separator: ":").map { $0.contains("RENOIR_TERMINAL=1") }
        #expect(told == [true, true])
        let others = try LaunchPlan(ClusterDescription(toml: Self.twoPorts), program: "./app").arguments
        #expect(!others.contains("RENOIR_TERMINAL=1"))
    }

    @Test func parameter_ofTheClusterFile_goesFirst() throws {
        let words = try LaunchPlan(ClusterDescription(toml: Self.twoPorts), program: "./app").arguments
        #expect(parameter("oob_tcp_keepalive_time", in: words) == "9")
        #expect(parameter("btl", in: words) == "self,tcp")
        // Open MPI joins the values of a parameter that it is told twice.
        #expect(words.count { $0 == "oob_tcp_keepalive_time" } == 1)
    }

    @Test(arguments: [(1, ["a.lan:4"], ["1"]), (4, ["a.lan:4"], ["4"]), (5, ["a.lan:4", "b.lan:2"], ["4", "1"])])
    func ranks_fewerThanTheHostsTake_fillThemInOrder(ranks: Int, hosts: [String], counts: [String]) throws {
        let cluster = try ClusterDescription(toml: Self.twoPorts)
        let parts = try LaunchPlan(cluster, ranks: ranks, program: "./app").arguments.split(separator: ":").map(
            Array.init)
        #expect(parts.map { value(of: "--host", in: $0) } == hosts)
        #expect(parts.map { value(of: "-np", in: $0) } == counts)
    }

    @Test(arguments: [0, -1, 7])
    func ranks_thatDoNotFit_areRefused(ranks: Int) throws {
        let cluster = try ClusterDescription(toml: Self.twoPorts)
        let error = #expect(throws: ConfigurationError.self) { try LaunchPlan(cluster, ranks: ranks, program: "./app") }
        #expect(error?.description == "\(ranks) ranks don't fit: the hosts take 1 to 6")
    }

    @Test func everyPlan_bindsNothingAndEndsWithACutLink() throws {
        let words = try LaunchPlan(
            ClusterDescription(toml: hostText), program: "app", sshConfig: "/run/ssh", workingDirectory: "/data set"
        ).arguments
        #expect(value(of: "--bind-to", in: words) == "none")
        #expect(parameter("mpi_yield_when_idle", in: words) == "1")
        #expect(parameter("plm_rsh_no_tree_spawn", in: words) == "1")
        #expect(parameter("plm_rsh_args", in: words) == "-F /run/ssh")
        #expect(parameter("orte_keep_fqdn_hostnames", in: words) == "1")
        #expect(value(of: "--wdir", in: words) == "/data set")
        let seconds = ["time", "intvl", "probes"].map {
            parameter("oob_tcp_keepalive_\($0)", in: words).flatMap { Int($0) } ?? 99
        }
        #expect(seconds[0] + seconds[1] * seconds[2] < 15)
    }

    @Test(arguments: ["relative", "-x", ""])
    func workingDirectory_thatIsNotAbsolute_isRefused(path: String) throws {
        let cluster = try ClusterDescription(toml: hostText)
        #expect(throws: ConfigurationError.self) { try LaunchPlan(cluster, program: "app", workingDirectory: path) }
    }

    private func value(of option: String, in words: [String]) -> String? {
        words.firstIndex(of: option).map { words[$0 + 1] }
    }

    private func parameter(_ name: String, in words: [String]) -> String? {
        words.indices.first { words[$0] == "--mca" && words[$0 + 1] == name }.map { words[$0 + 2] }
    }
}
