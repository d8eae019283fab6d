/// Looks at all hosts side by side, and sees to it that each has the program.
struct HostCheck {
    /// Seconds for logging in and looking, and for copying; a link that is cut is noticed sooner.
    private static let lookPatience = 12
    private static let copyPatience = 600

    let hosts: [LaunchHost]
    let program: LocalProgram
    let openMPI: OpenMPIVersion
    let shell: RemoteShell
    let variables: ProcessVariables
    /// The folder in which the start is made.
    let folder: String
    /// The ports at which `mpirun` will listen, if they are known.
    let ports: PortPlan?

    /// - Returns: What each host runs, by its name for launchers.
    /// - Throws: One error for all hosts that can't take part.
    func places(_ loop: ProcessLoop) throws(RemoteStartError) -> [String: LaunchPlan.Place] {
        let scripts = RemoteScripts(program: program)
        let looks = try look(scripts, loop)
        let needing = hosts.filter { looks[$0.name]?.program == nil }
        let copies = try ask(
            needing, scripts.copy, input: .file(program.path), doing: "copying the program", seconds: Self.copyPatience,
            loop)
        var places: [String: LaunchPlan.Place] = [:]
        for host in hosts {
            guard let look = looks[host.name], let path = look.program ?? copies[host.name]?.program else { continue }
            places[host.name] = LaunchPlan.Place(
                program: path, workingDirectory: look.folder, threads: host.threads, memoryBytes: host.memoryBytes,
                cores: host.cores)
        }
        return places
    }

    /// Looks at all hosts, which also try to connect to where `mpirun` will listen.
    private func look(_ scripts: RemoteScripts, _ loop: ProcessLoop) throws(RemoteStartError) -> [String: HostReport] {
        let callbacks = ports.map { CallbackListener($0) }
        if let callbacks { loop.services.append(callbacks) }
        defer { loop.services.removeAll { $0 === callbacks } }
        // A line can't hold a line end. The home serves as well, and a copy.
        let lines = [program.path, folder].map { $0.contains(where: \.isNewline) ? "" : $0 }
        let input = lines + [(callbacks?.targets ?? []).joined(separator: " ")]
        return try ask(
            hosts, scripts.look, input: .text(input.joined(separator: "\n") + "\n"), doing: "looking at it",
            seconds: Self.lookPatience, loop)
    }

    /// Runs `script` on `hosts`.
    ///
    /// - Returns: The report of each by its name for launchers.
    private func ask(
        _ hosts: [LaunchHost], _ script: String, input: Command.Input, doing what: String, seconds: Int,
        _ loop: ProcessLoop
    ) throws(RemoteStartError) -> [String: HostReport] {
        let commands = hosts.map {
            Command(
                path: shell.path, arguments: shell.options + [$0.name, script], environment: variables.values,
                input: input)
        }
        let outcomes = try loop.run(commands, seconds: seconds)
        var reports: [String: HostReport] = [:]
        var problems: [(place: String, problem: HostProblem)] = []
        for (host, outcome) in zip(hosts, outcomes) {
            let report = HostReport(parsing: outcome.output)
            if let problem = HostProblem.inOutcome(outcome, doing: what, seconds: seconds) {
                problems.append((host.place, problem))
            } else if let report {
                let isCopied = report.system.isEmpty
                let problem =
                    isCopied
                    ? HostProblem.missingLibraries(report, program: program)
                    : HostProblem.inReport(report, program: program, openMPI: openMPI)
                if let problem { problems.append((host.place, problem)) }
                reports[host.name] = report
            } else {
                problems.append(
                    (host.place, HostProblem(message: "\(what): no answer that makes sense; is its shell one?")))
            }
        }
        guard problems.isEmpty else { throw HostProblem.error(problems, of: self.hosts.count) }
        return reports
    }
}

/// A host as launchers see it.
struct LaunchHost: Hashable, Sendable {
    /// The name under which they know it.
    let name: String
    /// What messages call it.
    let place: String
    /// The worker threads of each rank, and what the host's entry grants, where that is told.
    var threads: Int?
    var memoryBytes: Int?
    var cores: Int?
}

/// The program that runs a line on a host: it is called with these options, the host's name, and the line.
struct RemoteShell: Hashable, Sendable {
    let path: String
    var options: [String] = []
}
