internal import SystemLibrary

/// The start of this program on the hosts of a cluster file, from outside any launcher.
///
/// ```swift
/// exit(try RemoteStart(file: "cluster.toml").run(arguments: ["book.txt"]))
/// ```
package struct RemoteStart: Hashable {
    /// The path of the cluster file.
    package var file: String
    /// Whether keys of hosts that were never seen are accepted, and noted.
    package var acceptsNewHostKeys: Bool
    /// Whether each line of the ranks' output begins with the rank.
    package var tagsOutput: Bool

    private static let connectTimeout = 5

    package init(file: String, acceptsNewHostKeys: Bool = false, tagsOutput: Bool = false) {
        self.file = file
        self.acceptsNewHostKeys = acceptsNewHostKeys
        self.tagsOutput = tagsOutput
    }

    /// Runs the program with `arguments` on the hosts, to its end. Output, signals and standard input are passed on.
    ///
    /// - Returns: The exit code: `mpirun`'s, or 128 and the number of the signal that ended this process's wait.
    /// - Throws: If the program was not started.
    package func run(arguments: [String]) throws(RemoteStartError) -> Int32 {
        #if os(Linux)
            try OpenFile.openStandardFiles()
            let cluster = try located { () throws(ConfigurationError) in try ClusterDescription(contentsOf: file) }
            try checkKeys(of: cluster)
            let folder = try PrivateFolder()
            defer { folder.remove() }
            return try run(cluster, arguments, in: folder)
        #else
            throw RemoteStartError(.configuration, "starting on other hosts needs Linux; there is mpirun --hostfile")
        #endif
    }

    private func run(
        _ cluster: ClusterDescription, _ arguments: [String], in folder: PrivateFolder
    ) throws(RemoteStartError) -> Int32 {
        var variables = ProcessVariables.current()
        let ssh = try variables.find("ssh", advice: "; install OpenSSH's client")
        let configuration = try folder.write(try sshConfiguration(cluster), to: .sshConfiguration)
        let askpass = try AskpassServer(
            path: folder.path(of: .askpassSocket), answers: PromptAnswers(cluster), configuration: configuration)
        let loop = try ProcessLoop(services: [askpass])
        let openMPI = try LocalOpenMPI(loop, variables)
        let program = try LocalProgram(loop, environment: variables)
        if cluster.hosts.contains(where: { $0.ssh?.hasSecrets ?? false }) {
            variables.values["SSH_ASKPASS"] = try folder.link(.askpass, to: program.path)
            variables.values["SSH_ASKPASS_REQUIRE"] = "force"
            // Before OpenSSH 8.4 ssh asked without a terminal only where there was a display.
            if variables.values["DISPLAY"] == nil { variables.values["DISPLAY"] = ":" }
        }
        variables.prepareForMpirun(isRoot: geteuid() == 0)

        let tellsPorts = cluster.job.mca.keys.contains { $0.hasPrefix("oob") && $0.contains("ports") }
        let hosts = cluster.hosts.map { host in
            LaunchHost(
                name: host.launcherName, place: place(of: host), threads: cluster.threads(on: host),
                memoryBytes: host.memoryBytes, cores: host.cores)
        }
        let check = HostCheck(
            hosts: hosts, program: program, openMPI: openMPI.version,
            shell: RemoteShell(path: ssh, options: ["-F", configuration, "--"]), variables: variables,
            folder: try LocalProgram.currentFolder(), ports: tellsPorts ? nil : cluster.ports)
        let places = try check.places(loop)
        let plan = try located { () throws(ConfigurationError) in
            try LaunchPlan(
                cluster, program: program.path, arguments: arguments, sshConfig: configuration, places: places,
                isWatched: !tagsOutput && isatty(STDERR_FILENO) == 1)
        }
        // Where the file tells other ports, any connection is a sign.
        let callbacks = CallbackWatch(
            hosts: cluster.hosts.count, ports: tellsPorts ? 1...PortPlan.last : cluster.ports.control,
            now: ProcessLoop.milliseconds())
        var attendance = Attendance(callbacks: callbacks)
        return try attendance.attend(
            try ChildProcess(openMPI.command(plan, tagsOutput: tagsOutput, environment: variables)), loop)
    }

    private func place(of host: Host) -> String { "\(host.address)" + (host.line.map { " (\(file):\($0))" } ?? "") }

    private func sshConfiguration(_ cluster: ClusterDescription) throws(RemoteStartError) -> String {
        try located { () throws(ConfigurationError) in
            var configuration = try SSHConfig(cluster, hostKeys: acceptsNewHostKeys ? .acceptNew : .known)
            configuration.connectTimeoutSeconds = Self.connectTimeout
            return configuration.text
        }
    }

    /// ssh itself would go on without a key that it can't read, and tell only that it was refused.
    private func checkKeys(of cluster: ClusterDescription) throws(RemoteStartError) {
        let problems = cluster.hosts.compactMap { host -> (place: String, problem: HostProblem)? in
            guard let key = host.ssh?.keyFile, access(key, R_OK) != 0 else { return nil }
            return (place(of: host), HostProblem(message: "the key_file \(key) can't be read: \(OpenFile.lastError)"))
        }
        guard problems.isEmpty else { throw HostProblem.error(problems, of: cluster.hosts.count) }
    }

    private func located<Result>(
        _ body: () throws(ConfigurationError) -> Result
    ) throws(RemoteStartError) -> Result {
        do { return try body() } catch { throw RemoteStartError(.configuration, "\(error)") }
    }
}

extension RemoteStart: Sendable {}
