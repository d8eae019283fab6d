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

    /// Seconds for a question to a program of this machine.
    private static let localPatience = 20
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
        let mpirun = try variables.find("mpirun", advice: "; install Open MPI, on Debian: apt-get install openmpi-bin")
        let ssh = try variables.find("ssh", advice: "; install OpenSSH's client")
        let configuration = try folder.write(try sshConfiguration(cluster), to: .sshConfiguration)
        let askpass = try AskpassServer(
            path: folder.path(of: .askpassSocket), answers: PromptAnswers(cluster), configuration: configuration)
        let loop = try ProcessLoop(services: [askpass])
        let openMPI = try version(of: mpirun, loop, variables)
        let program = try LocalProgram(loop, environment: variables)
        if cluster.hosts.contains(where: { $0.ssh?.hasSecrets ?? false }) {
            variables.values["SSH_ASKPASS"] = try folder.link(.askpass, to: program.path)
            variables.values["SSH_ASKPASS_REQUIRE"] = "force"
            // Before OpenSSH 8.4 ssh asked without a terminal only where there was a display.
            if variables.values["DISPLAY"] == nil { variables.values["DISPLAY"] = ":" }
        }
        variables.prepareForMpirun(isRoot: geteuid() == 0)

        let tellsPorts = cluster.job.mca.keys.contains { $0.hasPrefix("oob") && $0.contains("ports") }
        let check = HostCheck(
            cluster: cluster, file: file, program: program, openMPI: openMPI, ssh: ssh, configuration: configuration,
            variables: variables, folder: try Self.currentFolder(), ports: tellsPorts ? nil : cluster.ports)
        let places = try check.places(loop)
        let plan = try located { () throws(ConfigurationError) in
            try LaunchPlan(
                cluster, program: program.path, arguments: arguments, sshConfig: configuration, places: places,
                isWatched: !tagsOutput && isatty(STDERR_FILENO) == 1)
        }
        let command = Command(
            path: mpirun, arguments: (tagsOutput ? ["--tag-output"] : []) + plan.arguments.dropFirst(),
            environment: variables.values, input: .own, sharesOutput: true)
        // Where the file tells other ports, any connection is a sign.
        let callbacks = CallbackWatch(
            hosts: cluster.hosts.count, ports: tellsPorts ? 1...PortPlan.last : cluster.ports.control,
            now: ProcessLoop.milliseconds())
        return try Self.attend(try ChildProcess(command), loop, callbacks)
    }

    /// Stays with `mpirun` to its end.
    private static func attend(
        _ mpirun: ChildProcess, _ loop: ProcessLoop, _ callbacks: CallbackWatch
    ) throws(RemoteStartError) -> Int32 {
        var policy = StopPolicy()
        var callbacks = callbacks
        var filter = NoiseFilter()
        loop.onSignal = { signal in
            if let answer = policy.answer(to: signal, at: ProcessLoop.milliseconds()) { mpirun.send(answer) }
        }
        mpirun.onErrors = { OpenFile.writeAll(filter.passing($0), to: STDERR_FILENO) }
        while true {
            loop.turn([mpirun])
            if let outcome = mpirun.outcome {
                OpenFile.writeAll(filter.rest(), to: STDERR_FILENO)
                return policy.firstSignal.map { 128 + $0 } ?? outcome.status.exitCode
            }
            let now = ProcessLoop.milliseconds()
            if policy.isOverdue(at: now) { mpirun.send(SIGKILL) }
            let isTooLong = callbacks.isTooLong(at: now) {
                mpirun.childNames
            } tables: {
                ["tcp", "tcp6"].map { OpenFile.contents(of: "/proc/\(mpirun.pid)/net/\($0)") }
            }
            if isTooLong {
                mpirun.end(overdue: true)
                throw RemoteStartError(.network, callbacks.message)
            }
        }
    }

    private func sshConfiguration(_ cluster: ClusterDescription) throws(RemoteStartError) -> String {
        try located { () throws(ConfigurationError) in
            var configuration = try SSHConfig(cluster, hostKeys: acceptsNewHostKeys ? .acceptNew : .known)
            configuration.connectTimeoutSeconds = Self.connectTimeout
            return configuration.text
        }
    }

    /// ssh itself would go on without a key that it can't read, and tell only that it was refused.
    private func checkKeys(of cluster: ClusterDescription) throws(RemoteStartError) {
        let problems = cluster.hosts.compactMap { host -> (host: Host, problem: HostProblem)? in
            guard let key = host.ssh?.keyFile, access(key, R_OK) != 0 else { return nil }
            return (host, HostProblem(message: "the key_file \(key) can't be read: \(OpenFile.lastError)"))
        }
        guard problems.isEmpty else { throw HostProblem.error(problems, of: cluster.hosts.count, file: file) }
    }

    private func version(
        of mpirun: String, _ loop: ProcessLoop, _ variables: ProcessVariables
    ) throws(RemoteStartError) -> OpenMPIVersion {
        let command = Command(path: mpirun, arguments: ["--version"], environment: variables.values)
        let outcome = try loop.run([command], seconds: Self.localPatience)[0]
        let line = String(decoding: outcome.output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        guard let version = OpenMPIVersion(line) else {
            throw RemoteStartError(.configuration, "\(mpirun) is not Open MPI's; put that one first in PATH")
        }
        return version
    }

    private func located<Result>(
        _ body: () throws(ConfigurationError) -> Result
    ) throws(RemoteStartError) -> Result {
        do { return try body() } catch { throw RemoteStartError(.configuration, "\(error)") }
    }

    private static func currentFolder() throws(RemoteStartError) -> String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        guard let folder = String(validatingCString: path) else {
            let shown = UnsafeRawBufferPointer(start: path, count: strlen(path)).visible
            throw RemoteStartError(
                .system, "the current folder's path is no UTF-8, which other hosts can't be told: \(shown)")
        }
        return folder
    }
}

extension RemoteStart: Sendable {}
