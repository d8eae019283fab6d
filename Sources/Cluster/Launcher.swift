/// Who started this process as one rank among several.
public enum Launcher: String, Sendable, Hashable, CaseIterable {
    /// Open MPI's `mpirun`, also when it runs inside a SLURM allocation.
    case openMPI = "Open MPI's mpirun"
    /// MPICH's `mpiexec.hydra`.
    case hydra = "MPICH's mpiexec"
    /// `srun`, in a job step of its own.
    case slurm = "srun"
}
