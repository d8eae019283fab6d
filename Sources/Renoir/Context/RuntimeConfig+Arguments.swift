internal import Cluster
internal import Dataflow
public import Records
internal import Session

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
    /// | `--distributed` | ranks on workers that listen already: see ``distributed(tokenFile:tagsOutput:)`` |
    /// | `--accept-new-host-keys`, `--tag-output`, `--token-file FILE` | with these two: as described there |
    /// | `--threads T` | *T* workers on each rank |
    /// | `--progress MODE` | how far the job is: ``ProgressMode/auto``, `line`, `log` or `off` |
    /// | `--quiet` | no start line, no warnings, no progress |
    /// | `--help`, `-h` | prints `usage` and these options, and ends the program |
    ///
    /// What looks like one of them and is misspelt, as `--thread` or `-l2`, is a mistake. Programs whose own options come that
    /// near name them in `own`; those with a parser of their own say `own: .any`, and then `--help` is theirs as well.
    ///
    /// Without `--local`, `--processes`, `--remote` and `--distributed`, the job runs on the ranks of the launcher (`mpirun`, `srun`) if one has
    /// started this program, else in this process alone. Without `--threads`, the ranks of a host share its cores.
    ///
    /// With `--processes`, `mpirun` takes the place of this process; with `--remote` and `--distributed`, this process stays to pass on signals
    /// and output, and ends with the job. Call this first, before the program does anything that should happen once. The
    /// ranks get the same command line.
    ///
    /// A mistake ends the program on all ranks, with one message and exit code 2. So does, with its own code, a job that
    /// fails: ``exitsOnFailure`` is set.
    ///
    /// An argument that is not UTF-8, as names of files may be, is such a mistake: as text it would be another one.
    /// ``fromArguments(as:usage:own:)`` takes it.
    ///
    /// - Parameters:
    ///   - usage: The program's own arguments, for `--help`.
    ///   - own: Options that are left to the program although they look like some of these.
    /// - Returns: The configuration, and the arguments that are not its own.
    public static func fromArguments(
        usage: String = defaultUsage, own: OwnOptions = []
    ) -> (config: RuntimeConfig, arguments: [String]) {
        ofText(ownArguments(), usage, own)
    }

    /// The configuration that a command line and the launcher ask for, for the main program.
    ///
    /// ```swift
    /// let (config, arguments) = RuntimeConfig.fromArguments(["--local", "2", "book.txt"])
    /// ```
    ///
    /// As ``fromArguments(usage:own:)``.
    ///
    /// - Parameters:
    ///   - arguments: The command line without the program's name.
    ///   - usage: The program's own arguments, for `--help`.
    ///   - own: Options that are left to the program although they look like some of the engine's.
    /// - Returns: The configuration, and the arguments that are not its own.
    public static func fromArguments(
        _ arguments: [String], usage: String = defaultUsage, own: OwnOptions = []
    ) -> (config: RuntimeConfig, arguments: [String]) {
        ofText(arguments.map { ByteString($0) }, usage, own)
    }

    /// The configuration that the command line and the launcher ask for, and arguments of any bytes.
    ///
    /// ```swift
    /// let (config, arguments) = RuntimeConfig.fromArguments(as: ByteString.self)
    /// let lines = StreamContext(config).readLines(arguments.first ?? "/usr/share/common-licenses/*")
    /// ```
    ///
    /// As ``fromArguments(usage:own:)``, for programs whose files may have names that are not UTF-8.
    ///
    /// - Parameters:
    ///   - type: What an argument is.
    ///   - usage: The program's own arguments, for `--help`.
    ///   - own: Options that are left to the program although they look like some of the engine's.
    /// - Returns: The configuration, and the arguments that are not its own.
    public static func fromArguments(
        as type: ByteString.Type, usage: String = defaultUsage, own: OwnOptions = []
    ) -> (config: RuntimeConfig, arguments: [ByteString]) {
        let start = start(ownArguments(), asText: false, usage, own)
        return (start.config, start.arguments)
    }

    /// What `--help` says of the arguments of a program that tells nothing of them.
    public static var defaultUsage: String { "[ARGUMENT…]" }

    private static func ofText(
        _ arguments: [ByteString], _ usage: String, _ own: OwnOptions
    ) -> (config: RuntimeConfig, arguments: [String]) {
        let start = start(arguments, asText: true, usage, own)
        return (start.config, start.arguments.map { String($0) })
    }

    private static func start(_ arguments: [ByteString], asText: Bool, _ usage: String, _ own: OwnOptions) -> Start {
        ProgramOutput.watch()
        // A process that an agent has started anew has its command line, and starts nothing by it.
        let isSpawned = LauncherEnvironment.isOfSpawnedProcess
        let environment = isSpawned ? LauncherEnvironment([:]) : LauncherEnvironment.current()
        let cores = AllowedCores.current()
        do {
            if asText { _ = try texts(of: arguments, "if it names a file, give a pattern that matches it") }
            var start = try parse(arguments, own: own, environment: environment, cores: cores)
            if start.asksForHelp {
                start.config.exit(help(program: CommandLine.arguments.first ?? "", usage: usage, own: own), code: nil)
            }
            if isSpawned { start = Start(config: .local(start.config.threads), arguments: start.arguments) }
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
        /// Whether nothing is to run.
        var asksForHelp = false
    }

    static func parse(
        _ arguments: [ByteString], own: OwnOptions = [], environment: LauncherEnvironment, cores: AllowedCores
    ) throws(JobError) -> Start {
        var options = RuntimeOptions(own: own)
        let rest = try options.take(from: arguments)
        if !options.asksForHelp { try check(options, environment) }
        let ranks = Ranks(launched: environment)
        let ranksOnHost = environment.localSize ?? ranks.size
        let fitting = cores.workersPerRank(ranksOnHost: ranksOnHost)
        let threads = options.local ?? options.threads ?? environment.threads ?? fitting
        var config = RuntimeConfig(ranks: ranks, threads: threads, ranksOnHost: ranksOnHost)
        config.isQuiet = options.isQuiet
        config.progress = options.progress ?? .auto
        config.exitsOnFailure = true
        if let file = options.remote, !environment.isLaunched {
            config.hostStart = .remote(
                RemoteStart(
                    file: file, acceptsNewHostKeys: options.acceptsNewHostKeys, tagsOutput: options.tagsOutput))
        }
        if options.isDistributed, !environment.isLaunched {
            config.hostStart = .distributed(
                DistributedStart(tokenFile: options.tokenFile, tagsOutput: options.tagsOutput))
        }
        // One rank needs no launcher.
        let missing = environment.isLaunched ? nil : options.processes.flatMap { $0 > 1 ? $0 : nil }
        return Start(
            config: config, arguments: rest, missingProcesses: missing, unused: unused(options, environment),
            asksForHelp: options.asksForHelp)
    }

    /// Hosts that a launcher's ranks don't use; those that it was used for have been told how many workers they have.
    private static func unused(_ options: RuntimeOptions, _ environment: LauncherEnvironment) -> String? {
        let option =
            options.isDistributed && !environment.isOfWorkers
            ? "--distributed" : environment.threads == nil ? options.remote.map { "--remote \($0)" } : nil
        guard let option, let launcher = environment.launcher else { return nil }
        let size = environment.size ?? 1
        return "\(option) is not used: \(launcher.rawValue) has started \(size) \(size == 1 ? "rank" : "ranks")"
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
