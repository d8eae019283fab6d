internal import Cluster
public import Dataflow

extension RuntimeConfig {
    /// The configuration that the command line and the launcher ask for, for the main program.
    ///
    /// ```swift
    /// let (config, arguments) = RuntimeConfig.fromArguments()
    /// let context = StreamContext(config)
    /// let lines = context.readLines(arguments[0])
    /// ```
    ///
    /// Takes these options, wherever they stand before a `--`:
    ///
    /// | option | meaning |
    /// |---|---|
    /// | `--local N`, `-l N` | this process alone, with *N* workers |
    /// | `--processes N` | *N* ranks on this host, which `mpirun` starts |
    /// | `--remote FILE`, `-r FILE` | ranks on the hosts of a cluster file: see ``remote(_:acceptsNewHostKeys:tagsOutput:)`` |
    /// | `--accept-new-host-keys`, `--tag-output` | with `--remote`: as described there |
    /// | `--threads T` | *T* workers on each rank |
    /// | `--progress MODE` | how far the job is: ``ProgressMode/auto``, `line`, `log` or `off` |
    /// | `--quiet` | no start line, no warnings, no progress |
    ///
    /// Without `--local`, `--processes` and `--remote`, the job runs on the ranks of the launcher (`mpirun`, `srun`) if one has
    /// started this program, else in this process alone. Without `--threads`, the ranks of a host share its cores.
    ///
    /// With `--processes`, `mpirun` takes the place of this process; with `--remote`, this process stays to pass on signals
    /// and output, and ends with the job. Call this first, before the program does anything that should happen once. The
    /// ranks get the same command line.
    ///
    /// A mistake ends the program on all ranks, with one message and exit code 2. So does, with its own code, a job that
    /// fails: ``exitsOnFailure`` is set.
    ///
    /// An argument that is not UTF-8, as names of files may be, is such a mistake: as text it would be another one.
    /// ``fromArguments(as:)`` takes it.
    ///
    /// - Returns: The configuration, and the arguments that are not its own.
    public static func fromArguments() -> (config: RuntimeConfig, arguments: [String]) { ofText(ownArguments()) }

    /// The configuration that a command line and the launcher ask for, for the main program.
    ///
    /// ```swift
    /// let (config, arguments) = RuntimeConfig.fromArguments(["--local", "2", "book.txt"])
    /// ```
    ///
    /// As ``fromArguments()``.
    ///
    /// - Parameter arguments: The command line without the program's name.
    /// - Returns: The configuration, and the arguments that are not its own.
    public static func fromArguments(_ arguments: [String]) -> (config: RuntimeConfig, arguments: [String]) {
        ofText(arguments.map { ByteString($0) })
    }

    /// The configuration that the command line and the launcher ask for, and arguments of any bytes.
    ///
    /// ```swift
    /// let (config, arguments) = RuntimeConfig.fromArguments(as: ByteString.self)
    /// let lines = StreamContext(config).readLines(arguments.first ?? "/usr/share/common-licenses/*")
    /// ```
    ///
    /// As ``fromArguments()``, for programs whose files may have names that are not UTF-8.
    ///
    /// - Returns: The configuration, and the arguments that are not its own.
    public static func fromArguments(
        as type: ByteString.Type
    ) -> (config: RuntimeConfig, arguments: [ByteString]) {
        let start = start(ownArguments(), asText: false)
        return (start.config, start.arguments)
    }

    private static func ofText(_ arguments: [ByteString]) -> (config: RuntimeConfig, arguments: [String]) {
        let start = start(arguments, asText: true)
        return (start.config, start.arguments.map { String($0) })
    }

    private static func start(_ arguments: [ByteString], asText: Bool) -> Start {
        ProgramOutput.watch()
        let environment = LauncherEnvironment.current()
        let cores = AllowedCores.current()
        do {
            if asText { _ = try texts(of: arguments, "if it names a file, give a pattern that matches it") }
            var start = try parse(arguments, environment: environment, cores: cores)
            if let processes = start.missingProcesses { try becomeLauncher(of: processes) }
            try start.config.spawnRemoteWorkers()
            let job = SlurmJob(ProcessEnvironment.launcherVariables())
            if start.config.rank == 0 { start.config.timeLimit = job?.timeLeft() }
            start.config.introduction = Introduction(
                environment, cores: cores, isInBatchJob: job != nil, timeLimit: start.config.timeLimit,
                problems: [start.unused].compactMap(\.self))
            return start
        } catch {
            let config = RuntimeConfig(ranks: Ranks(launched: environment), threads: 1)
            config.exit("renoir: \(error)", code: error.code)
        }
    }

    /// What a command line asks for.
    struct Start {
        var config: RuntimeConfig
        var arguments: [ByteString]
        /// How many ranks are to be started in place of this process; nil if it is one of them.
        var missingProcesses: Int?
        /// What is said of an option that has no effect here.
        var unused: String?
    }

    static func parse(
        _ arguments: [ByteString], environment: LauncherEnvironment, cores: AllowedCores
    ) throws(JobError) -> Start {
        var options = RuntimeOptions()
        let rest = try options.take(from: arguments)
        try check(options, environment)
        let ranks = Ranks(launched: environment)
        let ranksOnHost = environment.localSize ?? ranks.size
        let fitting = cores.workersPerRank(ranksOnHost: ranksOnHost)
        let threads = options.local ?? options.threads ?? environment.threads ?? fitting
        var config = RuntimeConfig(ranks: ranks, threads: threads, ranksOnHost: ranksOnHost)
        config.isQuiet = options.isQuiet
        config.progress = options.progress ?? .auto
        config.exitsOnFailure = true
        if let file = options.remote, !environment.isLaunched {
            config.remoteStart = RemoteStart(
                file: file, acceptsNewHostKeys: options.acceptsNewHostKeys, tagsOutput: options.tagsOutput)
        }
        // One rank needs no launcher.
        let missing = environment.isLaunched ? nil : options.processes.flatMap { $0 > 1 ? $0 : nil }
        return Start(
            config: config, arguments: rest, missingProcesses: missing, unused: unused(options, environment))
    }

    /// A cluster file that a launcher's ranks don't use; those that it was used for have been told how many workers they have.
    private static func unused(_ options: RuntimeOptions, _ environment: LauncherEnvironment) -> String? {
        guard let file = options.remote, let launcher = environment.launcher, environment.threads == nil else {
            return nil
        }
        let size = environment.size ?? 1
        return "--remote \(file) is not used: \(launcher.rawValue) has started \(size) \(size == 1 ? "rank" : "ranks")"
    }

    /// Whether the options fit what a launcher has started.
    private static func check(_ options: RuntimeOptions, _ environment: LauncherEnvironment) throws(JobError) {
        guard let launcher = environment.launcher, let size = environment.size else { return }
        if options.local != nil, size > 1 {
            throw JobError(
                .usage,
                "--local runs in one process, but \(launcher.rawValue) has started \(size) ranks; leave out one of them"
            )
        }
        if let processes = options.processes, processes != size {
            throw JobError(
                .usage,
                "--processes \(processes) contradicts \(launcher.rawValue), which has started \(size) "
                    + "\(size == 1 ? "rank" : "ranks"); leave out one of them")
        }
        if let obstacle = environment.obstacle { throw JobError(.configuration, obstacle) }
    }
}
