/// The cores that this process, and all ranks on its host together, may keep busy.
///
/// The number of cores in the machine says little: a container has a quota, a batch job a part of the node, and
/// a launcher may bind every rank to cores of its own. Three limits are told apart, because only one of them is
/// shared among the ranks of a host.
public struct AllowedCores: Hashable {
    /// The cores that the system lets this process run on; at least 1.
    ///
    /// A launcher that binds its ranks makes this the rank's own share, or that of a few ranks: Open MPI binds up
    /// to two ranks to a core each, more ranks to a socket or NUMA node, where several of them meet.
    public let ofProcess: Int

    /// The cores that all ranks on this host share; at least 1.
    public let ofHost: Int

    /// The cores that the batch system promised to each rank, if it did.
    public let perRank: Int?

    /// Creates limits from known numbers; whatever is below 1 counts as 1.
    public init(ofProcess: Int, ofHost: Int, perRank: Int? = nil) {
        self.ofProcess = max(1, ofProcess)
        self.ofHost = max(1, ofHost)
        self.perRank = perRank.map { max(1, $0) }
    }

    /// Combines what was measured into limits.
    ///
    /// The host's share is that of the launcher, which started all ranks of the host and bound only them: a
    /// `taskset`, a container's cores and a job's cores hold for it too, the binding of a rank does not. The CPU
    /// quota belongs to the whole container, and the batch system's allocation to all tasks on the node.
    ///
    /// - Parameters:
    ///   - affinity: The number of cores this process may run on, or `nil` if the system does not say.
    ///   - launcherAffinity: The same for the process that started this one.
    ///   - online: The number of cores that are switched on.
    ///   - quota: The CPU quota in cores, possibly a fraction. It is rounded down: what remains is for the threads
    ///     that communicate, while a worker too many would have all threads halted in every period.
    ///   - environment: The launcher's variables, for `SLURM_CPUS_ON_NODE` and `SLURM_CPUS_PER_TASK`.
    public init(
        affinity: Int?, launcherAffinity: Int?, online: Int, quota: Double?, environment: [String: String]
    ) {
        let ofProcess = affinity ?? online
        var ofHost = max(launcherAffinity ?? ofProcess, ofProcess)
        if let quota, quota < Double(ofHost) { ofHost = max(1, Int(quota)) }
        if let allocated = Self.count(environment["SLURM_CPUS_ON_NODE"]) { ofHost = min(ofHost, allocated) }
        self.init(
            ofProcess: min(ofProcess, ofHost), ofHost: ofHost,
            perRank: Self.count(environment["SLURM_CPUS_PER_TASK"]))
    }

    /// The number of worker threads for one of `ranksOnHost` ranks: an equal part of the host's cores, but no more
    /// than this process may use, and at least 1.
    ///
    /// | bound by the launcher | cores of process, host | ranks | workers per rank |
    /// |---|---|---|---|
    /// | no                | 8, 8 | 2 | 4 |
    /// | each to a core    | 1, 8 | 2 | 1 |
    /// | two to each socket | 4, 8 | 4 | 2 |
    ///
    /// - Parameter ranksOnHost: The ranks on this host, this one included; less than 1 counts as 1.
    public func workersPerRank(ranksOnHost: Int) -> Int {
        let equalPart = ofHost / max(1, ranksOnHost)
        return max(1, min(equalPart, ofProcess, perRank ?? .max))
    }

    private static func count(_ text: String?) -> Int? {
        guard let text, let count = Int(text), count > 0 else { return nil }
        return count
    }
}

extension AllowedCores: Sendable {}
