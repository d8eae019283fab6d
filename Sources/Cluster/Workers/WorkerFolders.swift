/// Where Open MPI keeps files of the programs that a worker runs, so that nothing is left of them.
///
/// Processes that are killed can't remove theirs.
struct WorkerFolders {
    private static let prefix = "renoir-worker."
    private static let memory = "/dev/shm"

    private let folders: [PrivateFolder]
    /// What tells Open MPI of them.
    let variables: [String: String]

    init() throws(RemoteStartError) {
        let files = try PrivateFolder(prefix: Self.prefix, in: PrivateFolder.bases(variables: ["TMPDIR"]))
        var variables = ["OMPI_MCA_orte_tmpdir_base": files.path]
        // Where there is none, segments of shared memory are with the other files.
        let segments = try? PrivateFolder(prefix: Self.prefix, in: [Self.memory])
        if let segments { variables["OMPI_MCA_btl_vader_backing_directory"] = segments.path }
        folders = [files] + (segments.map { [$0] } ?? [])
        self.variables = variables
    }

    /// Removes what a program has left.
    func empty() { for folder in folders { folder.empty() } }

    func remove() { for folder in folders { folder.remove() } }
}
