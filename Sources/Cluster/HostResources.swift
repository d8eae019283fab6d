/// What a job may use of this host.
public struct HostResources: Hashable, Sendable {
    /// Bytes.
    public var memory: Int
    public var cores: Int

    /// The variables by which a start on the hosts of a cluster file tells ranks what their host's entry says.
    static let memoryVariable = "RENOIR_HOST_MEMORY"
    static let coresVariable = "RENOIR_HOST_CORES"

    public init(memory: Int, cores: Int) {
        self.memory = memory
        self.cores = cores
    }

    /// - Parameters:
    ///   - memory: What the system and control groups leave.
    ///   - cores: What the system and the batch system grant.
    ///   - value: That of a variable, if it's set.
    init(memory: Int, cores: Int, value: (String) -> String?) {
        func number(_ name: String) -> Int? { value(name).flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }
        let granted =
            number("SLURM_MEM_PER_NODE")
            ?? number("SLURM_MEM_PER_CPU").map {
                $0.multipliedReportingOverflow(by: number("SLURM_CPUS_ON_NODE") ?? cores).partialValue
            }
        let slurm = granted.flatMap { $0 < 1 << 40 ? $0 << 20 : nil }
        self.init(
            memory: number(Self.memoryVariable) ?? min(memory, slurm ?? .max),
            cores: number(Self.coresVariable) ?? cores)
    }

    /// What the entry in the cluster file says, or else the system, control groups and SLURM.
    public static func current() -> HostResources {
        HostResources(
            memory: AvailableMemory.bytes(), cores: AllowedCores.current().ofHost,
            value: { ProcessEnvironment.value(of: $0) })
    }
}
