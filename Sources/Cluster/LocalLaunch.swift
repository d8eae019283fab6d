/// How `mpirun` is asked for ranks on this host.
///
/// Whatever depends on the kind of MPI goes by environment variables, which other kinds ignore.
public struct LocalLaunch: Hashable, Sendable {
    /// The command line up to the program, `mpirun` first. Where the program is need not be text.
    public let command: [String]
    /// Variables to set, unless they are set already.
    public let settings: [String: String]
    /// Variables to set whatever they are: the ranks are on this host. A site or a user may have told Open MPI other hosts,
    /// in the environment or in files, and so may a batch system.
    public let requirements: [String: String]

    /// - Parameter isRoot: Whether this process is the superuser's.
    public init(mpirun: String, processes: Int, isRoot: Bool) {
        command = [mpirun, "-np", "\(processes)"]
        let settings = [
            // More ranks than cores are what was asked for. The names with PRTE are those of Open MPI 5.
            "OMPI_MCA_rmaps_base_oversubscribe": "1", "PRTE_MCA_rmaps_default_mapping_policy": ":oversubscribe",
            // Bound, all workers of a rank may share one core.
            "OMPI_MCA_hwloc_base_binding_policy": "none", "PRTE_MCA_hwloc_default_binding_policy": "none",
        ]
        self.settings = settings.merging(MpirunVariables.permission(isRoot: isRoot)) { told, _ in told }
        var requirements = MpirunVariables.hosts
        requirements["OMPI_MCA_plm"] = "isolated"
        for name in MpirunVariables.moreHosts { requirements[name] = "" }
        self.requirements = requirements
    }

    /// Whether `mpirun` passes on an argument of the program's: a lone colon ends the program's arguments for it.
    public static func passesOn(_ argument: some Collection<UInt8>) -> Bool { !argument.elementsEqual(":".utf8) }
}
