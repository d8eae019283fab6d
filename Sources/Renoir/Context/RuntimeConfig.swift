internal import Cluster
internal import Records
internal import Session
package import Transport

/// Where and how a job runs: in this process, or on the ranks that a launcher has started.
///
/// ```swift
/// let (config, arguments) = RuntimeConfig.fromArguments()
/// let context = StreamContext(config)
/// ```
public struct RuntimeConfig: Sendable {
    /// Worker threads of this rank.
    public var threads: Int
    /// Whether it keeps to itself who its ranks are, that they share cores, and how far the job is.
    public var isQuiet = false
    /// How it tells how far it is; not at all if it is quiet.
    public var progress = ProgressMode.auto
    /// Whether a failure ends the program with one message and the exit code of the error, instead of being thrown.
    public var exitsOnFailure = false
    /// Bytes of records that operators hand to each other at a time.
    public var batchBytes = 64 << 10
    /// Bytes that may be on their way from other ranks to this one, and as many to them; the same on all ranks.
    ///
    /// At most: no more is used than 2 MiB for each worker, or 128 KiB for each exchange between two ranks, so that
    /// records are still in a cache when they are read.
    /// Each exchange between each two ranks needs 64 KiB of it: with less than that for all of them, more is used, and said.
    public var exchangeBytes = 64 << 20
    /// Bytes that operators of this rank may keep between records: tables of keys with their results, what is collected, and
    /// records that wait for others. What a key or a result refers to elsewhere, as long strings do, doesn't count.
    ///
    /// At first three quarters of the memory of this rank's share of the host, or of what control groups, `ulimit -v` and
    /// `ulimit -d` leave it. More than that ends the job with an error.
    public var stateBytes: Int
    /// How long a rank waits to hear from the others while a job runs. Every rank answers at once, also while its
    /// closures take their time: one that doesn't is stopped or gone.
    public var silenceTimeout = Duration.seconds(60)
    /// The seed of the hashes that decide where keys go; the same on all ranks.
    public var hashSeed = KeyHash.defaultSeed
    /// Bytes that this rank can have.
    package var memoryBytes: Int
    /// How often workers that all wait for each other are let go on before the job ends with an error.
    package var mostOverdrafts = 1000
    /// Whether records change ranks of one host in memory that both see.
    package var sharesMemory = true
    /// How long the batch job may still run, counted from when this configuration was made. Known on rank 0, and nil if
    /// there is no limit.
    public internal(set) var timeLimit: Duration?

    let ranks: Ranks
    /// What ``spawnRemoteWorkers()`` has to start; nil where the ranks are there already.
    var hostStart: HostStart?
    /// What the program's first job says as it starts; nil for nothing.
    var introduction: Introduction?

    init(ranks: Ranks, threads: Int, ranksOnHost: Int = 1) {
        self.ranks = ranks
        self.threads = threads
        memoryBytes = AvailableMemory.unusedBytes(ranksOnHost: ranksOnHost)
        stateBytes = max(1, AvailableMemory.bytes(ranksOnHost: ranksOnHost) / 4 * 3)
    }

    /// This process alone.
    ///
    /// ```swift
    /// let context = StreamContext(.local(4))
    /// ```
    ///
    /// - Parameter threads: Workers, of which a job needs at least one; nil for one on each core that this process may use.
    public static func local(_ threads: Int? = nil) -> RuntimeConfig {
        RuntimeConfig(ranks: Ranks(), threads: threads ?? AllowedCores.current().workersPerRank(ranksOnHost: 1))
    }

    /// The ranks of `network`, of which this process, or this thread, is one.
    package static func ranks(of network: any Network, threads: Int) -> RuntimeConfig {
        RuntimeConfig(ranks: Ranks(network), threads: threads)
    }

    /// The place of this process among `size` ranks, from 0.
    public var rank: Int { ranks.rank }
    /// How many processes run the job.
    public var size: Int { ranks.size }

    /// - Throws: What is wrong with the settings.
    func check() throws(JobError) {
        try checkStart()
        let settings: [(name: String, value: Int, range: ClosedRange<Int>)] = [
            ("threads", threads, 1...4096), ("batchBytes", batchBytes, 1...(1 << 30)),
            ("exchangeBytes", exchangeBytes, 1...(1 << 50)), ("stateBytes", stateBytes, 1...(1 << 60)),
            ("silenceTimeout", Int(silenceTimeout.components.seconds), 1...(1 << 30)),
        ]
        for setting in settings where !setting.range.contains(setting.value) {
            throw JobError(
                .configuration,
                "\(setting.name) is \(setting.value); it goes from \(setting.range.lowerBound) to "
                    + "\(setting.range.upperBound)")
        }
    }

    /// - Throws: If this process isn't one of those that the configuration asks for.
    func checkStart() throws(JobError) {
        guard let hostStart else { return }
        throw JobError(
            .configuration,
            "this process is no rank of \(hostStart.hosts): call spawnRemoteWorkers() on the configuration before its "
                + "context, or start the program with mpirun")
    }
}
