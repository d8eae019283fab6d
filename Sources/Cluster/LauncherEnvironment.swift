/// What a launcher says about this process in its environment variables.
///
/// A program must know whether it is one rank of several *before* it decides to start MPI at all: a process
/// without a launcher computes alone. Only the environment is looked at, and nothing is believed that does
/// not fit together; whatever had to be ignored is told in ``problems``.
///
/// ```swift
/// let environment = LauncherEnvironment(["OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "4"])
/// environment.rank  // 1
/// ```
public struct LauncherEnvironment: Hashable {
    /// The launcher that started this process, or `nil` if it was started directly.
    ///
    /// Directly also means: by the shell of a batch job (`sbatch`, `salloc`, `srun --pty bash`), which sees the
    /// allocation's variables although `srun` did not start the program.
    public private(set) var launcher: Launcher?

    /// The index of this process among all that were started together; below ``size``.
    public private(set) var rank: Int?

    /// The number of processes that were started together; at least 1.
    public private(set) var size: Int?

    /// The index of this process among those on its host; below ``localSize``.
    public private(set) var localRank: Int?

    /// The number of processes on this host; at most ``size``.
    public private(set) var localSize: Int?

    /// Whether the launcher offers the service through which MPI libraries find their peers (PMI or PMIx).
    ///
    /// `srun --mpi=none` starts many processes without it: each would believe to be the only one.
    public private(set) var offersProcessManagement = false

    /// The worker threads that a start on the hosts of a cluster file has told this rank to have.
    public private(set) var threads: Int?

    /// The variable that says so.
    static let threadsVariable = "RENOIR_THREADS"
    /// Set to 1 for ranks that workers run.
    package static let workersVariable = "RENOIR_WORKERS"
    /// Whether workers run this rank.
    public private(set) var isOfWorkers = false
    /// Set to 1 for ranks whose messages go to a terminal that they can't see.
    package static let terminalVariable = "RENOIR_TERMINAL"

    /// Variables that were ignored, and why: one sentence each.
    public private(set) var problems: [String] = []

    /// Whether a launcher started this process, be it as the only one.
    public var isLaunched: Bool { launcher != nil }

    /// Reads what launchers say from `environment`.
    ///
    /// - Parameters:
    ///   - environment: The variables by name. Those that no launcher sets are not looked at.
    ///   - process: The number of this process, if that is known.
    /// - Complexity: O(1).
    public init(_ environment: [String: String], process: Int? = nil) {
        var variables = LauncherVariables(environment, process: process)
        offersProcessManagement =
            variables.isSet("PMIX_RANK") || variables.isSet("PMI_RANK") || variables.isSet("OMPI_COMM_WORLD_RANK")
        // mpirun and mpiexec start their helpers through srun in an allocation, so that their ranks see a step
        // of SLURM's too, with the helpers as its tasks: the more specific launcher is asked first.
        let found =
            Self.openMPI(&variables) ?? Self.hydra(&variables) ?? Self.slurm(&variables)
        if let found {
            launcher = found.launcher
            rank = found.rank
            size = found.size
            threads = variables.threads()
            isOfWorkers = variables.isSet(Self.workersVariable)
            if let local = variables.checkedLocal(found) {
                localRank = local.rank
                localSize = local.size
            }
        }
        problems = variables.problems
    }

    private static func openMPI(_ variables: inout LauncherVariables) -> LauncherVariables.Claim? {
        variables.claim(
            by: .openMPI, rank: "OMPI_COMM_WORLD_RANK", size: "OMPI_COMM_WORLD_SIZE",
            localRank: "OMPI_COMM_WORLD_LOCAL_RANK", localSize: "OMPI_COMM_WORLD_LOCAL_SIZE")
    }

    private static func hydra(_ variables: inout LauncherVariables) -> LauncherVariables.Claim? {
        // SLURM's own PMI plugin sets PMI_RANK and PMI_SIZE as well, but not hydra's local variables.
        if variables.isInStep && !variables.isSet("MPI_LOCALRANKID") { return nil }
        return variables.claim(
            by: .hydra, rank: "PMI_RANK", size: "PMI_SIZE",
            localRank: "MPI_LOCALRANKID", localSize: "MPI_LOCALNRANKS")
    }

    private static func slurm(_ variables: inout LauncherVariables) -> LauncherVariables.Claim? {
        guard variables.isInStep else { return nil }
        var claim = variables.claim(
            by: .slurm, rank: "SLURM_PROCID", size: "SLURM_STEP_NUM_TASKS",
            localRank: "SLURM_LOCALID", localSize: nil)
        claim?.localSize = variables.tasksOnThisNode()
        // Each of several tasks may be a script that calls the program. One task that is another process is a shell, in
        // which somebody types: the program is alone, and may be told to start ranks.
        if claim?.size == 1, variables.isBelowTask { return nil }
        return claim
    }
}

extension LauncherEnvironment: Sendable {}
