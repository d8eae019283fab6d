import Testing

@testable import Cluster

@Suite struct AllowedCoresTests {
    @Test func current_onThisMachine_isAtLeastOne() {
        let cores = AllowedCores.current()
        #expect(cores.ofProcess >= 1)
        #expect(cores.ofHost >= cores.ofProcess)
        #expect(cores.workersPerRank(ranksOnHost: 1) >= 1)
    }

    @Test func limits_belowOne_countAsOne() {
        let cores = AllowedCores(ofProcess: 0, ofHost: -3, perRank: 0)
        #expect(cores == AllowedCores(ofProcess: 1, ofHost: 1, perRank: 1))
    }

    /// Process, host, batch system's share, ranks on the host, workers expected.
    @Test(
        arguments: [
            (8, 8, nil, 1, 8),
            (8, 8, nil, 2, 4),
            (8, 8, nil, 3, 2),
            (2, 2, nil, 4, 1),
            (1, 8, nil, 2, 1),  // each rank bound to a core
            (4, 8, nil, 4, 2),  // two ranks bound to each of two sockets
            (8, 8, 3, 2, 3),
            (8, 8, 16, 2, 4),
            (8, 8, nil, 0, 8),
        ] as [(Int, Int, Int?, Int, Int)])
    func workersPerRank_isTheHostsShareWithinTheProcesssLimits(
        ofProcess: Int, ofHost: Int, perRank: Int?, ranksOnHost: Int, expected: Int
    ) {
        let cores = AllowedCores(ofProcess: ofProcess, ofHost: ofHost, perRank: perRank)
        #expect(cores.workersPerRank(ranksOnHost: ranksOnHost) == expected)
    }

    @Test func measured_rankBoundByLauncher_leavesTheHostsCoresWhole() {
        let cores = measured(affinity: 1, launcherAffinity: 8)
        #expect(cores == AllowedCores(ofProcess: 1, ofHost: 8))
    }

    @Test func measured_launcherConfinedToPartOfTheHost_sharesThatPart() {
        let cores = measured(affinity: 4, launcherAffinity: 4, online: 64)
        #expect(cores.workersPerRank(ranksOnHost: 2) == 2)
    }

    @Test func measured_nothingKnown_isTheOnlineCores() {
        #expect(measured(affinity: nil, launcherAffinity: nil, online: 6) == AllowedCores(ofProcess: 6, ofHost: 6))
    }

    @Test(arguments: [(0.5, 1), (1.9, 1), (2.0, 2), (7.5, 7), (100.0, 8)])
    func measured_quota_isRoundedDownButAtLeastOne(quota: Double, expected: Int) {
        let cores = measured(affinity: 8, launcherAffinity: 8, quota: quota)
        #expect(cores == AllowedCores(ofProcess: expected, ofHost: expected))
    }

    @Test func measured_quota_isSharedAmongRanks() {
        #expect(measured(affinity: 8, launcherAffinity: 8, quota: 4).workersPerRank(ranksOnHost: 2) == 2)
    }

    @Test func measured_slurmAllocation_limitsHostAndRank() {
        let variables = ["SLURM_CPUS_ON_NODE": "6", "SLURM_CPUS_PER_TASK": "2"]
        let cores = measured(affinity: 8, launcherAffinity: 64, environment: variables)
        #expect(cores == AllowedCores(ofProcess: 6, ofHost: 6, perRank: 2))
    }

    @Test(arguments: ["", "0", "-2", "many", "99999999999999999999"])
    func measured_malformedSlurmValues_areIgnored(value: String) {
        let variables = ["SLURM_CPUS_ON_NODE": value, "SLURM_CPUS_PER_TASK": value]
        let cores = measured(affinity: 8, launcherAffinity: 8, environment: variables)
        #expect(cores == AllowedCores(ofProcess: 8, ofHost: 8))
    }

    private func measured(
        affinity: Int?, launcherAffinity: Int?, online: Int = 8, quota: Double? = nil,
        environment: [String: String] = [:]
    ) -> AllowedCores {
        AllowedCores(
            affinity: affinity, launcherAffinity: launcherAffinity, online: online, quota: quota,
            environment: environment)
    }
}
