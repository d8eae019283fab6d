import Testing

@testable import Cluster

@Suite struct ClusterFileReadingTests {
    @Test func file_asUsersOfRenoirHaveIt_isReadUnchanged() throws {
        let cluster = try ClusterDescription(
            toml: """
                [[host]]
                address = "host1.lan"
                base_port = 9500
                num_cores = 16

                [[host]]
                address = "host2.lan"
                base_port = 9500
                num_cores = 24
                ssh = { username = "renoir", key_file = "/home/renoir/.ssh/id_ed25519" }
                """)
        #expect(cluster.hosts.map(\.address.text) == ["host1.lan", "host2.lan"])
        #expect(cluster.hosts.map(\.basePort) == [9500, 9500])
        #expect(cluster.hosts.map(\.cores) == [16, 24])
        #expect(cluster.hosts.map(\.line) == [1, 6])
        #expect(cluster.hosts[0].ssh == nil)
        #expect(cluster.hosts[1].ssh?.username == "renoir")
        #expect(cluster.hosts[1].ssh?.keyFile == "/home/renoir/.ssh/id_ed25519")
        #expect(cluster.job == .defaults)
        #expect(cluster.totalRanks == 40)
    }

    @Test func file_withEverySetting_isRead() throws {
        let cluster = try ClusterDescription(
            toml: """
                [job]
                ranks_per_host = 2
                threads_per_rank = 8
                environment = ["LANG", "RENOIR_DATA"]
                mca = { btl = "self,vader,tcp", btl_tcp_if_include = "10.0.0.0/24", mpi_show_handle_leaks = 1 }
                [[host]]
                address = "fd00::1:2"
                base_port = 1024
                num_cores = 16
                mem = "16 GiB"
                [host.ssh]
                ssh_port = 2222
                username = "ann"
                password = "s3cret"
                key_file = "keys/id"
                key_passphrase = "pass phrase"
                """)
        let ssh = try #require(cluster.hosts[0].ssh)
        #expect(cluster.hosts[0].memoryBytes == 16 << 30)
        #expect(cluster.hosts[0].address.isIPv6)
        #expect(ssh.port == 2222)
        #expect(ssh.password?.revealed == "s3cret")
        #expect(ssh.keyFile == "/etc/cluster/keys/id")
        #expect(ssh.keyPassphrase?.revealed == "pass phrase")
        #expect(cluster.job.environment == ["LANG", "RENOIR_DATA"])
        #expect(cluster.job.mca["mpi_show_handle_leaks"] == "1")
        #expect(cluster.totalRanks == 2)
    }

    @Test(arguments: [
        ("keys/id", "/etc/cluster/keys/id"), ("./id", "/etc/cluster/id"), ("../id", "/etc/cluster/../id"),
        ("/keys/id", "/keys/id"), ("~/.ssh/id", "/users/ann/.ssh/id"), ("a b%c'd", "/etc/cluster/a b%c'd"),
    ])
    func keyFile_relativeOrNot_isAbsoluteAfterwards(written: String, path: String) throws {
        let cluster = try ClusterDescription(toml: hostText + "ssh = { key_file = \"\(written)\" }")
        #expect(cluster.hosts[0].ssh?.keyFile == path)
    }

    @Test(arguments: [
        ("16 GiB", 16 << 30), ("512MB", 512_000_000), ("1 TB", 1_000_000_000_000), ("7 B", 7), ("3 KiB", 3072),
    ])
    func memory_withUnit_isBytes(text: String, bytes: Int) throws {
        let cluster = try ClusterDescription(toml: hostText + "mem = \"\(text)\"")
        #expect(cluster.hosts[0].memoryBytes == bytes)
    }

    @Test(arguments: [
        (nil, nil, 16, 1), (4, nil, 4, 4), (nil, 4, 4, 4), (2, 3, 2, 3), (nil, 64, 1, 64), (32, nil, 32, 1),
    ])
    func ranksAndThreads_followFromWhatIsTold(ranks: Int?, threads: Int?, expectedRanks: Int, expectedThreads: Int)
        throws
    {
        let host = try Host(address: HostAddress("h"), basePort: 9500, cores: 16)
        let job = try JobSettings(ranksPerHost: ranks, threadsPerRank: threads)
        let cluster = try ClusterDescription(hosts: [host], job: job)
        #expect(cluster.ranks(on: host) == expectedRanks)
        #expect(cluster.threads(on: host) == expectedThreads)
    }

    @Test func ports_ofHosts_leaveRoomForEachOtherAndForControl() throws {
        let hosts = try [(9500, 4), (9700, 16)].enumerated().map { index, host in
            try Host(address: HostAddress("h\(index)"), basePort: host.0, cores: host.1)
        }
        let ports = try ClusterDescription(hosts: hosts, job: .defaults).ports
        #expect(ports.data(of: hosts[0]) == 9500...9627)
        #expect(ports.data(of: hosts[1]) == 9700...9827)
        #expect(ports.controlIPv4 == 9828...9831)
        #expect(ports.controlIPv6 == 9832...9835)
        #expect(ports.control == 9828...9835)
    }
}

/// The beginning of a file with one host, for lines that belong to it.
let hostText = "[[host]]\naddress = \"h\"\nbase_port = 9500\nnum_cores = 2\n"

extension ClusterDescription {
    init(toml text: String) throws(ConfigurationError) {
        try self.init(parsing: Array(text.utf8), roots: PathRoots(folder: "/etc/cluster/", home: "/users/ann"))
    }
}
