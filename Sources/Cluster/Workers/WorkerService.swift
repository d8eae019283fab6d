internal import CRemote
internal import SystemLibrary

/// A worker as a program of its own: it listens until it is told to end.
///
/// ```swift
/// let service = WorkerService(address: address, token: try .find(file: nil))
/// exit(try service.run())
/// ```
package struct WorkerService: Hashable {
    package var address: WorkerAddress
    package var token: WorkerToken
    /// Whether other machines may connect.
    package var isPublic: Bool
    /// The ranks that it takes.
    package var slots: Int

    package init(address: WorkerAddress, token: WorkerToken, isPublic: Bool = false, slots: Int = 1) {
        self.address = address
        self.token = token
        self.isPublic = isPublic
        self.slots = slots
    }

    /// What children get has nothing of launchers that may have started the worker itself, and no token.
    static func environment(_ values: [String: String]) -> [String: String] {
        let dropped = [
            "PMIX_", "PMI_", "OMPI_COMM_", "OMPI_MCA_orte_", "OMPI_MCA_ess", "OMPI_MCA_pmix", "PRTE_", "MPI_LOCAL",
            "RENOIR_",
            "SLURM_PROCID", "SLURM_LOCALID", "SLURM_STEP", "SLURM_TASK",
        ]
        return values.filter { name, _ in
            name != WorkerToken.variable && !dropped.contains { name.hasPrefix($0) }
                && !(name.hasPrefix("OMPI_") && !name.hasPrefix("OMPI_MCA_") && !name.hasPrefix("OMPI_ALLOW_"))
        }
    }

    /// Listens, prints the address on standard output as soon as it does, and returns when a signal has ended it: SIGINT,
    /// SIGTERM, SIGHUP or SIGQUIT. What runs then is ended.
    package func run() throws(RemoteStartError) {
        try OpenFile.openStandardFiles()
        // A shell that starts it in the background has them ignored.
        for number in [SIGINT, SIGTERM, SIGQUIT] { signal(number, SIG_DFL) }
        var port: UInt16 = 0
        let listener = try listen(&port)
        let own = "\(try WorkerAddress("\(bracketed(address.host)):\(port)"))"
        renoir_adopt_orphans()
        let folders = try WorkerFolders()
        defer { folders.remove() }
        let environment = Self.environment(ProcessVariables.current().values).merging(folders.variables) { $1 }
        let server = WorkerServer(
            listener, token: token, facts: try .own(slots: slots),
            environment: environment, clear: { folders.empty() },
            log: { Self.say("renoir-worker: \(own): \($0)\n") })
        let loop = try ProcessLoop(services: [server])
        loop.onSignal = { if StopPolicy.ends($0) { server.stop() } }
        OpenFile.writeAll(Array("\(own)\n".utf8), to: STDOUT_FILENO)
        while !server.isOver { loop.turn(server.children) }
    }

    /// Writes a line to standard error, or drops it where nobody reads that: a worker doesn't stand still for it.
    private static func say(_ line: String) {
        var ready = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&ready, 1, 0) > 0 else { return }
        OpenFile.writeAll(Array(line.utf8), to: STDERR_FILENO)
    }

    private func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

    private func listen(_ port: inout UInt16) throws(RemoteStartError) -> OpenFile {
        var problem: UnsafePointer<CChar>?
        let descriptor = renoir_worker_listen(address.host, "\(address.port)", isPublic, &port, &problem)
        guard descriptor != -2 else {
            throw RemoteStartError(
                .configuration,
                "others than this machine could connect to \(address.host), and who has the token may run programs here; "
                    + "--public says that they may")
        }
        guard descriptor >= 0 else {
            throw RemoteStartError(
                .network, "\(address): can't listen there: \(problem.map { String(cString: $0) } ?? "no address")")
        }
        return OpenFile(descriptor)
    }
}

extension WorkerService: Sendable {}
