internal import SystemLibrary

/// The environment variables of this process that tell how it was started.
public enum ProcessEnvironment {
    /// Every variable that ``LauncherEnvironment``, ``AllowedCores`` and ``SlurmJob`` look at.
    static let names = [
        "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", "OMPI_COMM_WORLD_LOCAL_RANK", "OMPI_COMM_WORLD_LOCAL_SIZE",
        "PMIX_RANK", "PMI_RANK", "PMI_SIZE", "MPI_LOCALRANKID", "MPI_LOCALNRANKS",
        "SLURM_STEP_ID", "SLURM_STEPID", "SLURM_PROCID", "SLURM_STEP_NUM_TASKS", "SLURM_LOCALID", "SLURM_NODEID",
        "SLURM_STEP_TASKS_PER_NODE", "SLURM_TASK_PID", "SLURM_CPUS_PER_TASK", "SLURM_CPUS_ON_NODE",
        LauncherEnvironment.threadsVariable, LauncherEnvironment.workersVariable,
        "SLURM_JOB_ID", "SLURM_JOB_END_TIME",
    ]

    /// The variable called `name`, if it is set.
    public static func value(of name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// `PATH`; empty if it's not set. Names of folders need not be text.
    public static func searchPath() -> [UInt8] {
        guard let value = getenv("PATH") else { return [] }
        return Array(UnsafeRawBufferPointer(start: value, count: strlen(value)))
    }

    /// Reads the launcher's variables now.
    ///
    /// Call it before other threads of the process may change the environment.
    public static func launcherVariables() -> [String: String] {
        var values: [String: String] = [:]
        for name in names {
            if let value = value(of: name) { values[name] = value }
        }
        return values
    }
}
