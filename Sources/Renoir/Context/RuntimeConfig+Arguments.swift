internal import Cluster
internal import Dataflow

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
    /// | `--threads T` | *T* workers on each rank |
    /// | `--quiet` | no progress line |
    ///
    /// Without `--local`, the job runs on the ranks of the launcher (`mpirun`, `srun`) if one has started this program,
    /// else in this process alone. Without `--threads`, the ranks of a host share its cores.
    ///
    /// A mistake ends the program on all ranks, with one message and exit code 2. So does, with its own code, a job that
    /// fails: ``exitsOnFailure`` is set.
    ///
    /// - Parameter arguments: The command line without the program's name.
    /// - Returns: The configuration, and the arguments that are not its own.
    public static func fromArguments(
        _ arguments: [String] = Array(CommandLine.arguments.dropFirst())
    ) -> (config: RuntimeConfig, arguments: [String]) {
        let environment = LauncherEnvironment(ProcessEnvironment.launcherVariables())
        do {
            return try parse(arguments, environment: environment, cores: .current())
        } catch {
            let config = RuntimeConfig(ranks: Ranks(launched: environment), threads: 1)
            config.exit("renoir: \(error)", code: error.code)
        }
    }

    static func parse(
        _ arguments: [String], environment: LauncherEnvironment, cores: AllowedCores
    ) throws(JobError) -> (config: RuntimeConfig, arguments: [String]) {
        var options = RuntimeOptions()
        let rest = try options.take(from: arguments)
        if options.local != nil, (environment.size ?? 1) > 1 {
            throw JobError(
                .usage,
                "--local runs in one process, but a launcher has started \(environment.size!) ranks; leave out one of them"
            )
        }
        if let local = options.local, let threads = options.threads, local != threads {
            throw JobError(.usage, "--local \(local) and --threads \(threads) contradict each other; give one of them")
        }
        let ranks = options.local == nil ? Ranks(launched: environment) : Ranks()
        let fitting = cores.workersPerRank(ranksOnHost: environment.localSize ?? ranks.size)
        var config = RuntimeConfig(ranks: ranks, threads: options.local ?? options.threads ?? fitting)
        config.isQuiet = options.isQuiet
        config.exitsOnFailure = true
        return (config, rest)
    }
}

/// The options of a command line that are the engine's.
struct RuntimeOptions {
    /// More workers than this in one process are a mistake.
    private static let mostThreads = 4096

    private(set) var local: Int?
    private(set) var threads: Int?
    private(set) var isQuiet = false

    /// Takes its options out of `arguments`.
    ///
    /// - Returns: What is left.
    mutating func take(from arguments: [String]) throws(JobError) -> [String] {
        var rest: [String] = []
        var place = arguments.startIndex
        while place < arguments.endIndex {
            let argument = arguments[place]
            place += 1
            if argument == "--" { return rest + arguments[(place - 1)...] }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0]
            guard ["--local", "-l", "--threads", "--quiet"].contains(name) else {
                rest.append(argument)
                continue
            }
            var value = parts.count > 1 ? String(parts[1]) : nil
            if name == "--quiet" {
                guard value == nil else { throw JobError(.usage, "--quiet takes no value") }
                isQuiet = true
                continue
            }
            if value == nil, place < arguments.endIndex {
                value = arguments[place]
                place += 1
            }
            let count = try count(value, of: String(name))
            if name == "--threads" { threads = count } else { local = count }
        }
        return rest
    }

    private func count(_ value: String?, of name: String) throws(JobError) -> Int {
        guard let value else { throw JobError(.usage, "\(name) needs a number of workers") }
        guard let count = Int(value), (1...Self.mostThreads).contains(count) else {
            throw JobError(.usage, "\(name) \(value): the number of workers is from 1 to \(Self.mostThreads)")
        }
        return count
    }
}
