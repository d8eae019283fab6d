import Cluster
import Testing

@testable import Renoir

@Suite struct RuntimeConfigTests {
    private static let cores = AllowedCores(ofProcess: 8, ofHost: 8)
    private static let alone = LauncherEnvironment([:])
    private static let launched = LauncherEnvironment([
        "OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "4", "OMPI_COMM_WORLD_LOCAL_RANK": "1",
        "OMPI_COMM_WORLD_LOCAL_SIZE": "2",
    ])

    private func parse(
        _ arguments: [String], _ environment: LauncherEnvironment = alone
    ) throws -> (config: RuntimeConfig, arguments: [String]) {
        try RuntimeConfig.parse(arguments, environment: environment, cores: Self.cores)
    }

    @Test func noOptions_useAllCoresOfThisProcess() throws {
        let (config, rest) = try parse(["file", "--top", "3"])
        #expect((config.threads, config.rank, config.size) == (8, 0, 1))
        #expect(rest == ["file", "--top", "3"])
    }

    @Test func launcher_givesRanksThatShareTheirHostsCores() throws {
        let (config, _) = try parse([], Self.launched)
        #expect((config.threads, config.rank, config.size) == (4, 1, 4))
    }

    @Test(arguments: [
        ["--local", "3"], ["-l", "3"], ["--local=3"], ["--threads", "3"], ["--local", "3", "--threads", "3"],
    ])
    func workers_areTakenFromTheOptions(arguments: [String]) throws {
        let (config, rest) = try parse(["a"] + arguments + ["b"])
        #expect(config.threads == 3)
        #expect(rest == ["a", "b"])
    }

    @Test func quiet_isTaken() throws {
        #expect(try parse(["--quiet"]).config.isQuiet)
        #expect(try parse([]).config.isQuiet == false)
    }

    @Test func whatFollowsTwoDashes_isTheProgramsOwn() throws {
        #expect(try parse(["--quiet", "--", "--threads", "0"]).arguments == ["--", "--threads", "0"])
    }

    @Test(arguments: [
        ["--threads", "0"], ["--threads", "-1"], ["--threads", "x"], ["--threads"], ["--local", "0"],
        ["--threads=", "2"],
        ["--local", "99999999999999999999"], ["--quiet=yes"], ["--local", "2", "--threads", "3"],
    ])
    func mistakes_areUsageErrors(arguments: [String]) {
        let error = #expect(throws: JobError.self) { try parse(arguments) }
        #expect(error?.code == .usage)
    }

    @Test func localUnderALauncherOfSeveralRanks_isAUsageError() {
        let error = #expect(throws: JobError.self) { try parse(["--local", "2"], Self.launched) }
        #expect(error?.code == .usage)
        #expect(error?.message.contains("4 ranks") == true)
    }
}
