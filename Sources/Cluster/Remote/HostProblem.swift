/// Why a host can't take part.
struct HostProblem: Hashable {
    var message: String
    /// Whether the way to it is to blame.
    var isOfNetwork = false

    /// So many of one kind are named.
    private static let mostShown = 3

    /// What keeps the host of `report` from running `program`, or nil.
    ///
    /// Whether the program itself is there is not asked: it can be copied.
    static func inReport(_ report: HostReport, program: LocalProgram, openMPI: OpenMPIVersion) -> HostProblem? {
        if report.system != program.system {
            return HostProblem(message: "it is a \(report.system), and this program is for \(program.system)")
        }
        guard report.hasDaemon else {
            return HostProblem(
                message:
                    "Open MPI is missing: there is no orted in the PATH of commands that are run there; install Open MPI "
                    + "\(openMPI.major).\(openMPI.minor)")
        }
        guard let found = report.openMPI else {
            return HostProblem(
                message: "Open MPI's version is not known: there is no mpirun and no ompi_info of its own")
        }
        guard found.fits(openMPI) else {
            return HostProblem(message: "it has Open MPI \(found.text), and here is \(openMPI.text)")
        }
        return missingWay(report) ?? missingLibraries(report, program: program)
    }

    /// What keeps Open MPI's daemon on the host of `report` from connecting to `mpirun`, or nil.
    private static func missingWay(_ report: HostReport) -> HostProblem? {
        guard report.ways.isEmpty, !report.missingWays.isEmpty else { return nil }
        let shown = report.missingWays.prefix(mostShown).map { target in
            let words = target.split(separator: "/")
            return "\(words.first ?? "") port \(words.last ?? "")"
        }
        let more = report.missingWays.count - shown.count
        return HostProblem(
            message: "it can't connect back to this machine, at \(shown.joined(separator: ", "))"
                + (more > 0 ? " and \(more) more" : "") + ": is there a firewall between them?",
            isOfNetwork: true)
    }

    /// What libraries `program` misses on the host of `report`, or nil.
    static func missingLibraries(_ report: HostReport, program: LocalProgram) -> HostProblem? {
        guard !report.missingLibraries.isEmpty else { return nil }
        let shown = report.missingLibraries.prefix(mostShown).map {
            $0.split(separator: " => ").first.map(String.init) ?? $0
        }
        let more = report.missingLibraries.count - shown.count
        let list = shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        let isOfSwift = report.missingLibraries.contains { $0.contains("libswift") || $0.contains("Foundation") }
        let advice =
            isOfSwift
            ? "build the program with Swift's libraries inside: swift build -c release --static-swift-stdlib "
                + "--product \(program.name)" : "install the packages that have them"
        return HostProblem(message: "libraries of the program are missing: \(list); \(advice)")
    }

    /// The one error for all that can't take part, of `count` of the kind `things`: a line each, which begins with its
    /// place.
    static func error(
        _ problems: [(place: String, problem: HostProblem)], of count: Int, _ things: String = "hosts"
    ) -> RemoteStartError {
        let lines = problems.map { place, problem in "  \(place): \(problem.message)".visible }
        let isOfNetwork = problems.allSatisfy(\.problem.isOfNetwork)
        return RemoteStartError(
            isOfNetwork ? .network : .configuration,
            "\(problems.count) of \(count) \(things) can't take part:\n" + lines.joined(separator: "\n"))
    }

    /// What went wrong with a command on a host, or nil.
    static func inOutcome(_ outcome: Outcome, doing what: String, seconds: Int) -> HostProblem? {
        if outcome.isOverdue { return HostProblem(message: "\(what): not over after \(seconds) s", isOfNetwork: true) }
        switch outcome.status {
        case .code(0): return nil
        case .code(SSHFailure.exitCode):
            let failure = SSHFailure(outcome.errors)
            return HostProblem(message: failure.message, isOfNetwork: failure.isOfNetwork)
        case .code, .signal:
            let text = String(decoding: outcome.errors, as: UTF8.self)
            let line = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? "no message"
            return HostProblem(message: "\(what): \(line)")
        }
    }
}

extension HostProblem: Sendable {}
