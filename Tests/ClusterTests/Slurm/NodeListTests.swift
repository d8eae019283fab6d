import Testing

@testable import Cluster

@Suite struct NodeListTests {
    @Test(arguments: [
        ("n1", ["n1"]), ("n[1-3]", ["n1", "n2", "n3"]), ("n[001-003,7],m1", ["n001", "n002", "n003", "n7", "m1"]),
        ("n[9-11]", ["n9", "n10", "n11"]), ("n[09-11]", ["n09", "n10", "n11"]), ("a,b", ["a", "b"]),
        ("r[1-2]n[1-2]", ["r1n1", "r1n2", "r2n1", "r2n2"]), ("n[3]-ib.lan", ["n3-ib.lan"]), ("n[0-0]", ["n0"]),
        ("a-b-c[1]", ["a-b-c1"]), ("[1-2]x", ["1x", "2x"]), ("n[0999-1000]", ["n0999", "n1000"]),
    ])
    func list_isExpandedInOrder(text: String, names: [String]) throws {
        #expect(try NodeList(text).names == names)
    }

    @Test(arguments: [
        "", ",", "a,", ",a", "a,,b", "n[", "n[]", "n[1", "n[1-", "n[1-]", "n[-1]", "n[3-1]", "n[1,]", "n[,1]", "n]1[",
        "n[1]]",
        "n[[1]]", "n[a]", "n[1-2-3]", "n 1", "n1\n", "n1;m1", "-n1", "n[1-3]$(x)", "ä", "n[1x2]", "n[9999999999999999]",
        "n[00000000000000000001]", "n/1", "n'1",
    ])
    func list_malformed_isRefused(text: String) {
        #expect(throws: ConfigurationError.self) { try NodeList(text) }
    }

    @Test(arguments: [
        "n[1-65537]", "n[0-999999999999999]", "n[1-256]m[1-257]", "n[1-65536],m", "n[1-65536][1-65536][1-65536]",
        "n[1-40000],m[1-40000]",
    ])
    func list_ofTooManyNodes_isRefusedAtOnce(text: String) {
        let error = #expect(throws: ConfigurationError.self) { try NodeList(text) }
        #expect(error?.message == "the node list stands for more than 65536 nodes")
    }

    @Test func list_ofAsManyNodesAsMayBe_isExpanded() throws {
        #expect(try NodeList("n[1-65536]").names.count == 65_536)
        #expect(try NodeList("n[1-256]m[1-256]").names.last == "n256m256")
    }

    @Test func allocation_isACluster() throws {
        let cluster = try ClusterDescription(
            slurm: [
                "SLURM_JOB_NODELIST": "n[001-003,7]", "SLURM_JOB_CPUS_PER_NODE": "16(x3),8", "SLURM_CPUS_PER_TASK": "4",
            ], basePort: 12_000)
        #expect(cluster.hosts.map(\.address.text) == ["n001", "n002", "n003", "n7"])
        #expect(cluster.hosts.map(\.cores) == [16, 16, 16, 8])
        #expect(cluster.hosts.map { cluster.ranks(on: $0) } == [4, 4, 4, 2])
        #expect(cluster.hosts[0].basePort == 12_000)
    }

    @Test(arguments: [
        ([:], "SLURM_JOB_NODELIST"),
        (["SLURM_JOB_NODELIST": "n1"], "SLURM_JOB_CPUS_PER_NODE"),
        (["SLURM_JOB_NODELIST": "n[1", "SLURM_JOB_CPUS_PER_NODE": "1"], "SLURM_JOB_NODELIST"),
        (["SLURM_JOB_NODELIST": "n-", "SLURM_JOB_CPUS_PER_NODE": "2(x2)"], "SLURM_JOB_CPUS_PER_NODE"),
        (["SLURM_JOB_NODELIST": "n..1", "SLURM_JOB_CPUS_PER_NODE": "2"], "SLURM_JOB_NODELIST"),
        (["SLURM_JOB_NODELIST": "n1", "SLURM_JOB_CPUS_PER_NODE": "x"], "SLURM_JOB_CPUS_PER_NODE"),
        (
            ["SLURM_JOB_NODELIST": "n1", "SLURM_JOB_CPUS_PER_NODE": "2", "SLURM_CPUS_PER_TASK": "0"],
            "SLURM_CPUS_PER_TASK"
        ),
    ])
    func allocation_thatIsIncomplete_isRefusedWithItsVariable(environment: [String: String], key: String) {
        let error = #expect(throws: ConfigurationError.self) { try ClusterDescription(slurm: environment) }
        #expect(error?.key == key)
    }
}
