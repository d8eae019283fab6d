/// Whether MPI sees as many processes as the launcher has started.
///
/// A launcher that MPI can't talk to starts *n* processes of which each believes to be the only one: the job would be
/// done *n* times over.
enum LauncherAgreement {
    /// The variables that are looked at.
    static let variables = ["OMPI_COMM_WORLD_SIZE", "SLURM_STEP_NUM_TASKS", "PMI_SIZE"]

    /// What is wrong, or `nil`.
    ///
    /// - Parameters:
    ///   - environment: The variables above, as they were before MPI started; MPI itself may set some.
    ///   - size: The size of MPI's world.
    static func problem(environment: [String: String], size: Int) -> String? {
        guard size == 1 else { return nil }
        if let ranks = environment["OMPI_COMM_WORLD_SIZE"].flatMap({ Int($0) }) {
            guard ranks > 1 else { return nil }
            return "mpirun of Open MPI started \(ranks) processes, but this one is alone: it uses another MPI; start "
                + "it with the launcher of the MPI that it was compiled with"
        }
        if let tasks = environment["SLURM_STEP_NUM_TASKS"].flatMap({ Int($0) }), tasks > 1 {
            return "srun started \(tasks) tasks, but MPI sees only this one: srun and MPI don't talk to each other; "
                + "start it with `srun --mpi=pmix`, or with `mpirun` inside the allocation"
        }
        if let ranks = environment["PMI_SIZE"].flatMap({ Int($0) }), ranks > 1 {
            return "the launcher started \(ranks) processes, but MPI sees only this one: it comes from another MPI; "
                + "start it with the launcher of the MPI that it was compiled with"
        }
        return nil
    }
}
