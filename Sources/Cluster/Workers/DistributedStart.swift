internal import SystemLibrary

/// The start of this program on workers that listen already, from outside any launcher.
///
/// ```swift
/// exit(try DistributedStart().run(arguments: ["book.txt"]))
/// ```
package struct DistributedStart: Hashable {
    /// The variable that names the workers.
    package static let variable = "DISTRIBUTED_WORKERS"

    /// The path of the file with the token; nil for the environment's.
    package var tokenFile: String?
    /// Whether each line of the ranks' output begins with the rank.
    package var tagsOutput: Bool

    package init(tokenFile: String? = nil, tagsOutput: Bool = false) {
        self.tokenFile = tokenFile
        self.tagsOutput = tagsOutput
    }

    /// Runs the program with `arguments` on the workers, to its end. Output, signals and standard input are passed on.
    ///
    /// - Returns: The exit code: `mpirun`'s, or 128 and the number of the signal that ended this process's wait.
    /// - Throws: If the program was not started.
    package func run(arguments: [String]) throws(RemoteStartError) -> Int32 {
        #if os(Linux)
            try OpenFile.openStandardFiles()
            let addresses = try Self.addresses(ProcessEnvironment.value(of: Self.variable))
            let token = try WorkerToken.find(file: tokenFile)
            let folder = try PrivateFolder()
            defer { folder.remove() }
            return try run(addresses, token, arguments, in: folder)
        #else
            throw RemoteStartError(.configuration, "starting on workers needs Linux; there is mpirun --hostfile")
        #endif
    }

    static func addresses(_ value: String?) throws(RemoteStartError) -> [WorkerAddress] {
        guard let value, !value.isEmpty else {
            throw RemoteStartError(
                .configuration,
                "--distributed: \(variable) is not set; it names the workers, as in "
                    + "\(variable)=host1.lan:7001,host2.lan:7001")
        }
        do { return try WorkerAddress.list(value) } catch {
            throw RemoteStartError(.configuration, "\(variable): \(error.message)")
        }
    }

    private func run(
        _ addresses: [WorkerAddress], _ token: WorkerToken, _ arguments: [String], in folder: PrivateFolder
    ) throws(RemoteStartError) -> Int32 {
        var variables = ProcessVariables.current()
        variables.values[WorkerToken.variable] = nil
        let loop = try ProcessLoop()
        let openMPI = try LocalOpenMPI(loop, variables)
        let program = try LocalProgram(loop, environment: variables)
        let workers = try WorkerConnections(addresses, token: token, loop)
        if let problem = workers.problem { throw problem }
        let hosts = try workers.hosts()
        try workers.claim(as: "\(program.name) of \(Self.ownName())", loop) { text in
            OpenFile.writeAll(Array("renoir: \(text.visible)\n".utf8), to: STDERR_FILENO)
        }

        let agent = try folder.link(.agent, to: program.path)
        let desk = try AgentDesk(
            path: folder.path(of: .agentSocket), agent: agent,
            links: Dictionary(uniqueKeysWithValues: hosts.map { ($0.name, $0.link) }))
        loop.services.append(desk)
        variables.prepareForMpirun(isRoot: geteuid() == 0)
        variables.values["OMPI_MCA_plm_rsh_args"] = nil
        let check = HostCheck(
            hosts: hosts.map {
                LaunchHost(name: $0.name, place: $0.addresses.map { "\($0)" }.joined(separator: ", "))
            },
            program: program, openMPI: openMPI.version, shell: RemoteShell(path: agent), variables: variables,
            folder: try LocalProgram.currentFolder(), ports: nil)
        let plan = try plan(hosts, try check.places(loop), agent, arguments)
        var attendance = Attendance(
            callbacks: CallbackWatch(hosts: hosts.count, ports: nil, now: ProcessLoop.milliseconds()))
        attendance.callbackPorts = { desk.callbackPorts }
        attendance.trouble = { workers.loss }
        return try attendance.attend(
            try ChildProcess(openMPI.command(plan, tagsOutput: tagsOutput, environment: variables)), loop)
    }

    private func plan(
        _ hosts: [WorkerHost], _ places: [String: LaunchPlan.Place], _ agent: String, _ arguments: [String]
    ) throws(RemoteStartError) -> LaunchPlan {
        var targets: [(name: String, ranks: Int, place: LaunchPlan.Place)] = []
        for host in hosts {
            guard let place = places[host.name] else { continue }
            targets.append((host.name, host.slots, place))
        }
        do {
            return try LaunchPlan(
                hosts: targets, agent: agent, arguments: arguments,
                isWatched: !tagsOutput && isatty(STDERR_FILENO) == 1)
        } catch {
            throw RemoteStartError(.configuration, "\(error)")
        }
    }

    /// Who this is, for those who find a worker taken.
    private static func ownName() -> String {
        let user = getpwuid(geteuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) } ?? "\(geteuid())"
        var facts = utsname()
        uname(&facts)
        let host = withUnsafeBytes(of: &facts.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return "\(user) on \(host), process \(getpid())"
    }
}

extension DistributedStart: Sendable {}
