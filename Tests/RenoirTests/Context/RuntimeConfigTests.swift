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
        _ arguments: [String], _ environment: LauncherEnvironment = alone, own: OwnOptions = []
    ) throws -> RuntimeConfig.Start {
        try RuntimeConfig.parse(arguments.map { ByteString($0) }, own: own, environment: environment, cores: Self.cores)
    }

    @Test func noOptions_useAllCoresOfThisProcess() throws {
        let start = try parse(["file", "--top", "3"])
        #expect((start.config.threads, start.config.rank, start.config.size) == (8, 0, 1))
        #expect(start.arguments == ["file", "--top", "3"])
        #expect(start.missingProcesses == nil)
    }

    @Test func launcher_givesRanksThatShareTheirHostsCores() throws {
        let config = try parse([], Self.launched).config
        #expect((config.threads, config.rank, config.size) == (4, 1, 4))
        let other = try parse([], Self.launched).config
        // They have one session, for one job at a time.
        #expect(throws: JobError.self) {
            try config.ranks.withJob { () throws(JobError) in try other.ranks.withJob {} }
        }
    }

    @Test(arguments: [
        ["--local", "3"], ["-l", "3"], ["--local=3"], ["--threads", "3"], ["--local", "3", "--threads", "3"],
    ])
    func workers_areTakenFromTheOptions(arguments: [String]) throws {
        let start = try parse(["a"] + arguments + ["b"])
        #expect(start.config.threads == 3)
        #expect(start.arguments == ["a", "b"])
    }

    @Test func quiet_isTaken() throws {
        #expect(try parse(["--quiet"]).config.isQuiet)
        #expect(try parse([]).config.isQuiet == false)
    }

    @Test func misspeltOption_isAUsageErrorThatNamesTheRightOne() throws {
        let error = #expect(throws: JobError.self) { try parse(["file", "--thread=2"]) }
        #expect(error?.code == .usage)
        #expect(error?.message.hasPrefix("there is no --thread; did you mean --threads?") == true)
        #expect(try parse(["file", "--", "--thread"]).arguments == ["file", "--", "--thread"])
    }

    @Test func optionsThatAreNamed_areTheProgramsOwn() throws {
        let start = try parse(["--thread", "2", "--quiet", "-l", "3"], own: ["--thread", "--quiet"])
        #expect(start.arguments == ["--thread", "2", "--quiet"])
        #expect((start.config.isQuiet, start.config.threads) == (false, 3))
        #expect(throws: JobError.self) { try parse(["--proceses", "2"], own: ["--thread"]) }
    }

    @Test func anyOption_mayBeTheProgramsOwn() throws {
        let start = try parse(["--thread", "2", "-h", "--quiet", "--help", "-l2"], own: .any)
        #expect(start.arguments == ["--thread", "2", "-h", "--help", "-l2"])
        #expect(start.config.isQuiet && !start.asksForHelp)
    }

    @Test(arguments: [["--help"], ["-h"], ["file", "--threads", "0", "--help"], ["--help", "--thread"]])
    func help_goesBeforeEverythingElse(arguments: [String]) throws {
        #expect(try parse(arguments).asksForHelp)
        #expect(try parse(arguments, Self.launched).asksForHelp)
        #expect(try !parse(["--"] + arguments).asksForHelp)
    }

    @Test func help_hasALineForEachOption() {
        let help = RuntimeConfig.help(program: "/usr/bin/words", usage: "FILE", own: [])
        #expect(help.hasPrefix("usage: words [OPTION…] FILE\n"))
        for option in EngineOption.allCases {
            let lines = help.split(separator: "\n").filter {
                $0.hasPrefix("  \(option.names[0]) ") || $0.hasPrefix("  \(option.names[0]),")
            }
            #expect(lines.count == 1, "\(option)")
        }
        #expect(!RuntimeConfig.help(program: "a", usage: "", own: ["--quiet"]).contains("--quiet"))
        #expect(!RuntimeConfig.optionsHelp.contains("--help"))
        #expect(RuntimeConfig.optionsHelp.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test(arguments: ProgressMode.allCases)
    func progress_isTaken(mode: ProgressMode) throws {
        #expect(try parse(["--progress", mode.rawValue]).config.progress == mode)
        #expect(try parse(["--progress=\(mode.rawValue)"]).config.progress == mode)
        #expect(try parse([]).config.progress == .auto)
    }

    @Test func whatFollowsTwoDashes_isTheProgramsOwn() throws {
        #expect(try parse(["--quiet", "--", "--threads", "0"]).arguments == ["--", "--threads", "0"])
    }

    @Test(arguments: [
        ["--threads", "0"], ["--threads", "-1"], ["--threads", "x"], ["--threads"], ["--local", "0"],
        ["--threads=", "2"],
        ["--local", "99999999999999999999"], ["--quiet=yes"], ["--local", "2", "--threads", "3"],
        ["--processes", "0"], ["--processes"], ["--processes", "x"], ["--processes", "4097"],
        ["--local", "2", "--processes", "2"], ["--processes=2", "-l", "2"],
        ["--progress"], ["--progress", "often"], ["--quiet", "--progress", "log"], ["--progress=line", "--quiet"],
        ["--threads", "2", "--threads", "2"], ["--local", "2", "-l", "2"], ["--processes", "2", "--processes=2"],
    ])
    func mistakes_areUsageErrors(arguments: [String]) {
        let error = #expect(throws: JobError.self) { try parse(arguments) }
        #expect(error?.code == .usage)
    }

    /// As text, both would be the same name, which may be that of a third file.
    @Test func argumentsThatAreNoText_keepTheirBytes() throws {
        let arguments = [ByteString([0x66, 0xE9]), ByteString([0x66, 0xE8]), "--quiet", ByteString([0x3D, 0xE8])]
        let start = try RuntimeConfig.parse(arguments, environment: Self.alone, cores: Self.cores)
        #expect(start.arguments == [arguments[0], arguments[1], arguments[3]])
        #expect(start.config.isQuiet)
    }

    @Test func argumentThatIsNoText_isAUsageErrorWhereTextIsAskedFor() {
        let error = #expect(throws: JobError.self) {
            try RuntimeConfig.texts(of: ["a", ByteString([0x66, 0xE9, 0x1B])], "advice")
        }
        #expect(error?.code == .usage)
        #expect(error?.message == "argument 2, f\\xe9\\u{1B}, is not UTF-8; advice")
    }

    @Test(arguments: ["--remote=", "--threads="]) func valueThatIsNoText_isAUsageError(option: String) {
        let argument = ByteString(Array(option.utf8) + [0xE9])
        let error = #expect(throws: JobError.self) {
            try RuntimeConfig.parse([argument], environment: Self.alone, cores: Self.cores)
        }
        #expect(error?.code == .usage)
        #expect(error?.message.contains("\\xe9") == true)
    }

    @Test func processesWithoutALauncher_areToBeStarted() throws {
        let start = try parse(["a", "--processes", "4", "--threads", "2"])
        #expect(start.missingProcesses == 4)
        #expect(start.arguments == ["a"])
    }

    @Test func oneProcess_isThisOne() throws {
        let start = try parse(["--processes", "1"])
        #expect(start.missingProcesses == nil)
        #expect((start.config.size, start.config.threads) == (1, 8))
    }

    @Test func processesUnderTheLauncherThatTheyAreStartedWith_areThere() throws {
        let start = try parse(["--processes", "4"], Self.launched)
        #expect(start.missingProcesses == nil)
        #expect((start.config.rank, start.config.size) == (1, 4))
    }

    @Test(arguments: [["--processes", "3"], ["--processes", "1"], ["--local", "2"]])
    func otherPlaceThanTheLaunchers_isAUsageErrorThatNamesBoth(arguments: [String]) {
        let error = #expect(throws: JobError.self) { try parse(arguments, Self.launched) }
        #expect(error?.code == .usage)
        #expect(error?.message.contains(arguments[0]) == true)
        #expect(error?.message.contains("Open MPI's mpirun") == true)
        #expect(error?.message.contains("4 ranks") == true)
    }

    @Test func processesUnderALauncherOfOneRank_isAUsageError() {
        let single = LauncherEnvironment(["OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "1"])
        let error = #expect(throws: JobError.self) { try parse(["--processes", "2"], single) }
        #expect(error?.message.contains("1 rank;") == true)
    }

    @Test func ranksThatSrunStartedWithoutPMI_areRefusedWithAdvice() {
        let step = LauncherEnvironment([
            "SLURM_STEP_ID": "0", "SLURM_PROCID": "1", "SLURM_STEP_NUM_TASKS": "3", "SLURM_LOCALID": "0",
        ])
        let error = #expect(throws: JobError.self) { try parse([], step) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("srun --mpi=pmix") == true)
    }

    @Test func singleTaskOfSrunWithoutPMI_runsAlone() throws {
        let step = LauncherEnvironment([
            "SLURM_STEP_ID": "0", "SLURM_PROCID": "0", "SLURM_STEP_NUM_TASKS": "1", "SLURM_LOCALID": "0",
        ])
        #expect(try parse([], step).config.size == 1)
    }

    @Test func remote_outsideALauncher_hasHostsToStart() throws {
        let start = try parse(["-r", "c.toml", "a", "--tag-output"])
        #expect(start.arguments == ["a"])
        #expect(start.config.hostStart == .remote(RemoteStart(file: "c.toml", tagsOutput: true)))
    }

    @Test func distributed_outsideALauncher_hasWorkersToFind() throws {
        let start = try parse(["--distributed", "a", "--token-file", "t", "--tag-output"])
        #expect(start.arguments == ["a"])
        #expect(start.config.hostStart == .distributed(DistributedStart(tokenFile: "t", tagsOutput: true)))
        #expect(try parse(["--distributed"], Self.launched).config.hostStart == nil)
    }

    @Test func distributed_inALauncherOfSomebodyElses_isSaidToBeUnused() throws {
        let unused = try parse(["--distributed"], Self.launched).unused
        #expect(unused == "--distributed is not used: Open MPI's mpirun has started 4 ranks")
        let told = LauncherEnvironment([
            "OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2", "RENOIR_WORKERS": "1",
        ])
        #expect(try parse(["--distributed"], told).unused == nil)
    }

    @Test func remote_inALauncher_isTheLaunchersRanks_withTheThreadsThatTheyAreTold() throws {
        let config = try parse(["--remote", "none.toml"], Self.launched).config
        #expect((config.hostStart == nil, config.size, config.threads) == (true, 4, 4))
        let told = LauncherEnvironment([
            "OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2", "RENOIR_THREADS": "3",
        ])
        #expect(try parse(["--remote", "none.toml"], told).config.threads == 3)
        #expect(try parse(["--remote", "none.toml", "--threads", "2"], told).config.threads == 2)
    }

    @Test func remote_inALauncherOfSomebodyElses_isSaidToBeUnused() throws {
        let unused = try parse(["--remote", "none.toml"], Self.launched).unused
        #expect(unused == "--remote none.toml is not used: Open MPI's mpirun has started 4 ranks")
        let told = LauncherEnvironment([
            "OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2", "RENOIR_THREADS": "1",
        ])
        #expect(try parse(["--remote", "none.toml"], told).unused == nil)
        #expect(try parse([], Self.launched).unused == nil)
    }

    /// `srun --pty bash` and what is typed there.
    @Test func shellInATaskOfSrun_isNoLauncher() throws {
        let variables = [
            "SLURM_STEP_ID": "0", "SLURM_PROCID": "0", "SLURM_STEP_NUM_TASKS": "1", "SLURM_LOCALID": "0",
            "SLURM_TASK_PID": "70",
        ]
        let shell = LauncherEnvironment(variables, process: 71)
        #expect(try parse(["--processes", "2"], shell).missingProcesses == 2)
        #expect(try parse(["--remote", "none.toml"], shell).config.hostStart != nil)
        #expect(throws: JobError.self) { try parse(["--processes", "2"], LauncherEnvironment(variables, process: 70)) }
    }

    @Test func remote_withoutSpawning_isAnErrorOfTheJob() throws {
        let context = StreamContext(.remote("none.toml"))
        context.stream(of: 0..<3).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("spawnRemoteWorkers()") == true)
    }

    @Test func spawning_withAFileThatIsMissing_isThrown() {
        let error = #expect(throws: JobError.self) { try RuntimeConfig.remote("none.toml").spawnRemoteWorkers() }
        #expect(error?.code == .configuration)
        #expect(error?.message.hasPrefix("none.toml: can't be opened") == true)
    }

    @Test(arguments: [
        ["--remote"], ["--remote="], ["--remote", "--quiet"], ["--remote", "a", "--local", "2"],
        ["-r", "a", "--processes", "2"],
        ["--tag-output"], ["--accept-new-host-keys"], ["--remote", "a", "--tag-output=yes"],
        ["-r", "a", "--remote", "b"],
    ])
    func remote_thatContradicts_isAMistake(arguments: [String]) {
        #expect(throws: JobError.self) { try parse(arguments) }
    }
}
