internal import Cluster
public import Session
internal import SystemLibrary

extension RuntimeConfig {
    /// The hosts of a cluster file.
    ///
    /// ```swift
    /// let config = RuntimeConfig.remote("cluster.toml")
    /// try config.spawnRemoteWorkers()
    /// let context = StreamContext(config)
    /// ```
    ///
    /// In a rank that a launcher has started, be it ``spawnRemoteWorkers()`` on another host, the file is not opened and
    /// need not be there: the ranks of the launcher are those of the job.
    ///
    /// - Parameters:
    ///   - path: The cluster file, in TOML.
    ///   - acceptsNewHostKeys: Whether the key of a host that was never seen is accepted, and noted for ever. A key that
    ///     has changed is refused in any case.
    ///   - tagsOutput: Whether each line that a rank prints begins with the rank.
    public static func remote(
        _ path: String, acceptsNewHostKeys: Bool = false, tagsOutput: Bool = false
    ) -> RuntimeConfig {
        let environment = LauncherEnvironment.current()
        let start = RemoteStart(file: path, acceptsNewHostKeys: acceptsNewHostKeys, tagsOutput: tagsOutput)
        return onHosts(.remote(start), environment: environment, cores: .current())
    }

    /// The workers that the variable `DISTRIBUTED_WORKERS` names, each by its `HOST:PORT`, separated by commas.
    ///
    /// ```swift
    /// let config = RuntimeConfig.distributed(tokenFile: "token")
    /// try config.spawnRemoteWorkers()
    /// let context = StreamContext(config)
    /// ```
    ///
    /// In a rank that a launcher has started, be it by ``spawnRemoteWorkers()``, neither the variable nor the file is looked at.
    ///
    /// - Parameters:
    ///   - tokenFile: The file with the workers' token, which nobody else may read; nil for the variable `RENOIR_TOKEN`.
    ///   - tagsOutput: Whether each line that a rank prints begins with the rank.
    public static func distributed(tokenFile: String? = nil, tagsOutput: Bool = false) -> RuntimeConfig {
        let start = DistributedStart(tokenFile: tokenFile, tagsOutput: tagsOutput)
        return onHosts(.distributed(start), environment: .current(), cores: .current())
    }

    static func onHosts(
        _ start: HostStart, environment: LauncherEnvironment, cores: AllowedCores
    ) -> RuntimeConfig {
        let ranksOnHost = environment.localSize ?? environment.size ?? 1
        let threads = environment.threads ?? cores.workersPerRank(ranksOnHost: ranksOnHost)
        var config = RuntimeConfig(
            ranks: Ranks(launched: environment), threads: threads, ranksOnHost: ranksOnHost)
        if !environment.isLaunched { config.hostStart = start }
        return config
    }

    /// Starts this program on the hosts of its cluster file, or on its workers, with the same arguments, and does not return; in a rank of
    /// a launcher it returns at once.
    ///
    /// ```swift
    /// try RuntimeConfig.remote("cluster.toml").spawnRemoteWorkers()
    /// ```
    ///
    /// All hosts are looked at side by side before anything runs: whether they can be reached, whether Open MPI fits, and
    /// whether they have the program and its libraries. The program is copied to those that lack it. Signals, standard
    /// input and the output of all ranks are passed on, and this process ends with the exit code of the job.
    ///
    /// Local: called outside a launcher, before the first context. A configuration of another kind returns at once.
    ///
    /// - Throws: `JobError` if the job was not started, with a line for each host that is to blame. A configuration that
    ///   ends the program on failure does so instead.
    public func spawnRemoteWorkers() throws(JobError) {
        guard let hostStart else { return }
        let code: Int32
        do {
            code = try Self.run(hostStart)
        } catch {
            guard exitsOnFailure else { throw error }
            exit("renoir: \(error)", code: error.code)
        }
        FailureReport.exit(code == 0 ? nil : JobError.Code(exitCode: code))
    }

    private static func run(_ start: HostStart) throws(JobError) -> Int32 {
        // Ranks get them as text, and must not get others than were meant.
        let arguments = try texts(of: ownArguments(), "it can't be passed on to other hosts")
        do { return try start.run(arguments: arguments) } catch { throw JobError(error) }
    }
}

extension JobError {
    fileprivate init(_ error: RemoteStartError) {
        let code: Code =
            switch error.cause {
            case .configuration: .configuration
            case .network: .io
            case .system: .resources
            case .signal(let signal): Code(exitCode: 128 + signal)
            }
        self.init(code, error.message)
    }
}
