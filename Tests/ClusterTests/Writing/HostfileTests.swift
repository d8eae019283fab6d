import Testing

@testable import Cluster

@Suite struct HostfileTests {
    private static let cluster = """
        [[host]]
        address = "10.0.0.1"
        base_port = 9500
        num_cores = 8
        [[host]]
        address = "::1"
        base_port = 9500
        num_cores = 5
        ssh = { ssh_port = 2222, username = "ann", password = "x" }
        [job]
        threads_per_rank = 4
        """

    @Test func hosts_forOpenMPI_haveSlots() throws {
        let cluster = try ClusterDescription(toml: Self.cluster)
        #expect(try Hostfile.text(of: cluster) == "10.0.0.1 slots=2\nip6---1 slots=1\n")
    }

    @Test func hosts_withDomains_comeWithANote() throws {
        let cluster = try ClusterDescription(toml: hostText.replacing("\"h\"", with: "\"h.lan\""))
        #expect(
            try Hostfile.text(of: cluster) == """
                # mpirun cuts names at their first dot unless it is told: --mca orte_keep_fqdn_hostnames 1
                h.lan slots=2

                """)
    }

    @Test func hosts_forMPICH_haveCounts() throws {
        let cluster = try ClusterDescription(toml: Self.cluster)
        #expect(try Hostfile.text(of: cluster, for: .mpich) == "10.0.0.1:2\nip6---1:1\n")
    }

    @Test func hosts_forSLURM_areOneLineForEachTask() throws {
        #expect(try Hostfile.text(of: ClusterDescription(toml: hostText), for: .slurm) == "h\nh\n")
    }

    @Test func addressOfIPv6_forSLURM_isRefusedWithItsLine() throws {
        let cluster = try ClusterDescription(toml: Self.cluster)
        let error = #expect(throws: ConfigurationError.self) { try Hostfile.text(of: cluster, for: .slurm) }
        #expect(error?.line == 5)
    }

    @Test func ranks_inARankfile_haveCoresOfTheirOwn() throws {
        let cluster = try ClusterDescription(toml: Self.cluster)
        #expect(
            try Rankfile.text(of: cluster) == """
                rank 0=10.0.0.1 slot=0-3
                rank 1=10.0.0.1 slot=4-7
                rank 2=ip6---1 slot=0-3

                """)
    }

    @Test func ranks_withMoreThreadsThanCores_haveNoRankfile() throws {
        let cluster = try ClusterDescription(toml: hostText + "[job]\nranks_per_host = 2\nthreads_per_rank = 2")
        let error = #expect(throws: ConfigurationError.self) { try Rankfile.text(of: cluster) }
        #expect(error?.line == 1)
    }

    @Test func host_inAnSSHConfiguration_hasItsSettingsBeforeTheUsersOwn() throws {
        let options = try ParsedOutputs.sshOptions(
            SSHConfig(ClusterDescription(toml: Self.cluster), hostKeys: .acceptNew, knownHostsFile: "/k%h").text)
        let lines = options.map { "\($0.keyword) \($0.value)" }
        #expect(
            lines == [
                "Host 10.0.0.1", "BatchMode yes",
                "Host ip6---1", "HostName ::1", "Port 2222", "User ann",
                "PreferredAuthentications password,keyboard-interactive", "BatchMode no", "NumberOfPasswordPrompts 1",
                "Host 10.0.0.1 ip6---1", "StrictHostKeyChecking accept-new", "ConnectTimeout 10",
                "ConnectionAttempts 1",
                "ServerAliveInterval 5", "ServerAliveCountMax 2", "LogLevel ERROR", "UserKnownHostsFile /k%h",
                "Host *", "Include ~/.ssh/config", "Include /etc/ssh/ssh_config",
            ])
    }

    @Test func cluster_writtenAndReadAgain_isTheSame() throws {
        let text = """
            [[host]]
            address = "h_1"
            base_port = 9500
            num_cores = 8
            mem = 17179869184
            ssh = { ssh_port = 22, username = "ann", key_file = "/k \\"x" }

            [job]
            ranks_per_host = 2
            environment = ["A", "B"]
            mca = { btl = "^openib", pml = "ob1" }

            """.replacing(" \\\"x", with: " x")
        #expect(ClusterFile.text(of: try ClusterDescription(toml: text)) == text)
    }
}
