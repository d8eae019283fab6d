/// Settings that MPI reads when it starts, for variables that the user has not set.
enum EnvironmentDefaults {
    /// What a launcher that MPI can talk to leaves in the environment.
    static let launcherVariables = ["OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"]

    /// What to set.
    ///
    /// A rank that waits gives its core away to whoever has work. A process without a launcher stays alone: Open MPI
    /// would start a daemon beside it, which only spawning further processes needs.
    static func settings(hasLauncher: Bool) -> [(name: String, value: String)] {
        let waiting = [("OMPI_MCA_mpi_yield_when_idle", "1")]
        return hasLauncher ? waiting : waiting + [("OMPI_MCA_ess_singleton_isolated", "1")]
    }
}
