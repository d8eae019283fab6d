import Testing

@testable import Cluster

@Suite struct CPUQuotaTests {
    @Test(arguments: [("150000 100000\n", 1.5), ("20000 10000", 2), ("1000 100000\n", 0.01)])
    func cpuMax_withQuota_isQuotaOverPeriod(text: String, cores: Double) {
        #expect(CPUQuota.parse(cpuMax: text) == cores)
    }

    @Test(arguments: ["max 100000\n", "", "max", "100000", "a b", "-1 100000", "100000 0", "1 2 3", "1e5 100000"])
    func cpuMax_withoutLimitOrMalformed_isNil(text: String) {
        #expect(CPUQuota.parse(cpuMax: text) == nil)
    }

    @Test func versionOne_withQuota_isQuotaOverPeriod() {
        #expect(CPUQuota.parse(quota: "250000\n", period: "100000\n") == 2.5)
    }

    @Test(
        arguments: [
            ("-1\n", "100000\n"), ("", "100000"), ("1", "0"), (nil, "100000"), ("100000", nil), ("x", "y"),
        ] as [(String?, String?)])
    func versionOne_withoutLimitOrMalformed_isNil(quota: String?, period: String?) {
        #expect(CPUQuota.parse(quota: quota, period: period) == nil)
    }

    @Test func groups_ofVersionTwo_listsEveryLevelInnermostFirst() {
        let groups = ControlGroup.groups("0::/job/task\n", controller: "cpu")
        #expect(groups.map(\.version) == [.two])
        #expect(
            groups.first?.directories.prefix(3) == [
                "/sys/fs/cgroup/job/task", "/sys/fs/cgroup/job", "/sys/fs/cgroup",
            ])
    }

    @Test func groups_ofVersionOne_isTheOneWithTheProcessorController() {
        let groups = ControlGroup.groups("7:memory:/a\n4:cpu,cpuacct:/b:c\n3:cpuset:/\n", controller: "cpu")
        #expect(groups.map(\.version) == [.one])
        #expect(groups.first?.directories.first == "/sys/fs/cgroup/cpu,cpuacct/b:c")
    }

    @Test(arguments: ["", "\n\n", "nonsense", "0::relative", "1:cpu", ":::"])
    func groups_malformed_areNone(membership: String) {
        #expect(ControlGroup.groups(membership, controller: "cpu").isEmpty)
    }

    @Test func quota_ofNestedGroups_isTheSmallest() {
        let files = [
            "/proc/self/cgroup": "0::/job/task\n",
            "/sys/fs/cgroup/job/task/cpu.max": "max 100000\n",
            "/sys/fs/cgroup/job/cpu.max": "300000 100000\n",
            "/sys/fs/cgroup/cpu.max": "800000 100000\n",
        ]
        #expect(CPUQuota.ofThisProcess { files[$0] } == 3)
    }

    @Test func quota_ofContainerWithForeignPath_isThatOfTheMountedRoot() {
        let files = [
            "/proc/self/cgroup": "4:cpu,cpuacct:/docker/0123\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "50000\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
        ]
        #expect(CPUQuota.ofThisProcess { files[$0] } == 0.5)
    }

    @Test func quota_withoutControlGroups_isNil() {
        #expect(CPUQuota.ofThisProcess { _ in nil } == nil)
    }
}
