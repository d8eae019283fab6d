/// Settings that MPI reads when it starts, for variables that the user has not set.
enum EnvironmentDefaults {
    /// What a launcher that MPI can talk to leaves in the environment.
    static let launcherVariables = ["OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"]

    /// What to set.
    ///
    /// A rank that waits gives its core away to whoever has work. A process without a launcher stays alone: Open MPI
    /// would start a daemon beside it, which only spawning further processes needs. Where no process may read another
    /// one's memory, Open MPI would try, and complain about each message. The name with smsc is that of Open MPI 5.
    static func settings(hasLauncher: Bool, readsProcesses: Bool) -> [(name: String, value: String)] {
        var settings = [("OMPI_MCA_mpi_yield_when_idle", "1")]
        if !hasLauncher { settings.append(("OMPI_MCA_ess_singleton_isolated", "1")) }
        if !readsProcesses {
            settings += [("OMPI_MCA_btl_vader_single_copy_mechanism", "none"), ("OMPI_MCA_smsc", "^cma")]
        }
        return settings
    }
}
