/// Environment variables of Open MPI's for the `mpirun` that this program calls; other kinds of MPI ignore them.
enum MpirunVariables {
    /// What makes `mpirun` run for root, unless the user has said otherwise.
    ///
    /// Its question is meant for programs that run as root by mistake; one that calls it does already.
    static func permission(isRoot: Bool) -> [String: String] {
        isRoot ? ["OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"] : [:]
    }

    /// Hosts come from the command line alone, also inside the allocation of a batch system, and this one is as good as any.
    static let hosts = [
        "OMPI_MCA_ras": "^slurm,tm,lsf,gridengine", "OMPI_MCA_rmaps_base_no_schedule_local": "0",
        // The name with PRTE is that of Open MPI 5.
        "OMPI_MCA_orte_default_hostfile": "none", "PRTE_MCA_prte_default_hostfile": "none",
    ]

    /// More parameters that name hosts. Empty they name none, but only where no daemon is started by a remote shell: empty
    /// words get lost there.
    static let moreHosts = [
        "OMPI_MCA_orte_default_dash_host", "OMPI_MCA_orte_rankfile", "OMPI_MCA_rmaps_rank_file_path",
    ]
}
