extension LauncherEnvironment {
    /// Why the ranks that were started can't find each other, and what to do; `nil` if nothing speaks against it.
    ///
    /// `srun` without a PMI service starts processes of which each would believe to be alone, or which MPI refuses with a
    /// page of text.
    public var obstacle: String? {
        guard launcher == .slurm, let size, size > 1, !offersProcessManagement else { return nil }
        return
            "srun has started \(size) processes that can't find each other; start them with `srun --mpi=pmix`, or with "
            + "`mpirun` inside the allocation (`srun --mpi=list` shows what this SLURM offers)"
    }
}
