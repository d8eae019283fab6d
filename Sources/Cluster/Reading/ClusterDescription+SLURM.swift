extension ClusterDescription {
    /// The variables of a SLURM allocation that ``init(slurm:basePort:)`` looks at.
    public static let slurmVariables = [
        "SLURM_JOB_NODELIST", "SLURM_JOB_CPUS_PER_NODE", "SLURM_CPUS_PER_TASK", "SLURM_NTASKS_PER_NODE",
    ]

    /// The hosts of a SLURM allocation.
    ///
    /// ```swift
    /// let cluster = try ClusterDescription(slurm: [
    ///     "SLURM_JOB_NODELIST": "n[001-004]", "SLURM_JOB_CPUS_PER_NODE": "16(x4)",
    /// ])
    /// ```
    ///
    /// - Parameters:
    ///   - environment: The variables that SLURM sets in a batch job.
    ///   - basePort: The first port for data on each host.
    /// - Throws: ``ConfigurationError`` with the variable as its key if one is missing or malformed.
    /// - Complexity: O(nodes).
    public init(slurm environment: [String: String], basePort: Int = 9500) throws(ConfigurationError) {
        func variable(_ name: String) throws(ConfigurationError) -> String {
            guard let value = environment[name] else {
                throw ConfigurationError("it is not set: this is not a SLURM allocation", key: name)
            }
            return value
        }
        func count(_ name: String) throws(ConfigurationError) -> Int? {
            guard let text = environment[name] else { return nil }
            guard let count = Int(text) else { throw ConfigurationError("'\(text)' is no number", key: name) }
            try count.check(in: Host.coreRange, key: name)
            return count
        }
        let names: [String]
        do {
            names = try NodeList(variable("SLURM_JOB_NODELIST")).names
        } catch {
            throw error.located(key: "SLURM_JOB_NODELIST")
        }
        let text = try variable("SLURM_JOB_CPUS_PER_NODE")
        guard let cores = TasksPerNode(text), cores.nodeCount == names.count else {
            throw ConfigurationError(
                "'\(text)' is no list of counts for \(names.count) nodes, such as 16(x3),8",
                key: "SLURM_JOB_CPUS_PER_NODE")
        }
        var hosts: [Host] = []
        for (name, cores) in zip(names, cores.counts) {
            let address: HostAddress
            do {
                address = try HostAddress(name)
            } catch {
                throw error.located(key: "SLURM_JOB_NODELIST")
            }
            hosts.append(try Host(address: address, basePort: basePort, cores: cores))
        }
        try self.init(
            hosts: hosts,
            job: JobSettings(
                ranksPerHost: count("SLURM_NTASKS_PER_NODE"), threadsPerRank: count("SLURM_CPUS_PER_TASK")))
    }
}
