import Testing

@testable import Cluster

struct AvailableMemoryTests {
    private static let gibi = 1 << 30

    @Test(arguments: [
        (shared: 8, ranks: 4, left: Int?.none, expected: 2), (shared: 8, ranks: 4, left: 1, expected: 1),
        (shared: 8, ranks: 1, left: 100, expected: 8), (shared: 8, ranks: 0, left: nil, expected: 8),
    ])
    func share_isThatOfTheRankWithinItsOwnLimits(shared: Int, ranks: Int, left: Int?, expected: Int) {
        let share = AvailableMemory.share(
            of: shared * Self.gibi, ranksOnHost: ranks, left: left.map { $0 * Self.gibi })
        #expect(share == expected * Self.gibi)
    }

    @Test func share_ofNothing_isStillANumberOfBytes() {
        #expect(AvailableMemory.share(of: 0, ranksOnHost: 3, left: nil) == 1)
        #expect(AvailableMemory.share(of: 1 << 30, ranksOnHost: 1, left: 0) == 1)
    }

    private static let status = """
        Name:\tapp
        VmPeak:\t  700000 kB
        VmSize:\t  600000 kB
        VmData:\t  100000 kB
        """

    @Test(arguments: [
        (space: Int?.none, data: Int?.none, left: Int?.none), (space: 1_000_000, data: nil, left: 400_000),
        (space: nil, data: 150_000, left: 50_000), (space: 1_000_000, data: 150_000, left: 50_000),
        (space: 650_000, data: 900_000, left: 50_000), (space: 500_000, data: nil, left: 0),
    ])
    func limits_leaveWhatIsNotUsedYet(space: Int?, data: Int?, left: Int?) {
        let found = AvailableMemory.left(
            addressSpace: space.map { $0 << 10 }, data: data.map { $0 << 10 }, status: Self.status)
        #expect(found == left.map { $0 << 10 })
    }

    @Test func limits_withoutAStatus_countAsTheyAre() {
        #expect(AvailableMemory.left(addressSpace: 1 << 20, data: nil, status: "") == 1 << 20)
    }

    @Test func groups_ofVersionTwo_leaveTheLeastOfAllLevels() {
        let files = [
            "/proc/self/cgroup": "0::/jobs/mine\n",
            "/sys/fs/cgroup/jobs/mine/memory.max": "max\n",
            "/sys/fs/cgroup/jobs/memory.max": "4000000000\n",
            "/sys/fs/cgroup/jobs/memory.current": "1500000000\n",
            "/sys/fs/cgroup/jobs/memory.stat": "anon 900000000\ninactive_file 500000000\nactive_file 1\n",
            "/sys/fs/cgroup/memory.max": "9000000000\n",
        ]
        #expect(AvailableMemory.leftByGroups { files[$0] } == 3_000_000_000)
    }

    @Test func groups_ofVersionOne_leaveWhatIsNotUsed() {
        let files = [
            "/proc/self/cgroup": "4:memory:/mine\n3:cpu:/\n",
            "/sys/fs/cgroup/memory/mine/memory.limit_in_bytes": "2000000000\n",
            "/sys/fs/cgroup/memory/mine/memory.usage_in_bytes": "1200000000\n",
            "/sys/fs/cgroup/memory/mine/memory.stat": "cache 1\ntotal_inactive_file 200000000\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        ]
        #expect(AvailableMemory.leftByGroups { files[$0] } == 1_000_000_000)
    }

    @Test func groups_withoutALimit_leaveEverything() {
        let files = ["/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/memory.max": "max\n"]
        #expect(AvailableMemory.leftByGroups { files[$0] } == nil)
        #expect(AvailableMemory.leftByGroups { _ in nil } == nil)
    }

    @Test func thisProcess_hasSome() {
        let all = AvailableMemory.bytes()
        #expect(all > 1 << 20)
        #expect(AvailableMemory.bytes(ranksOnHost: 4) <= all)
        #expect((1...all).contains(AvailableMemory.unusedBytes()))
    }
}
