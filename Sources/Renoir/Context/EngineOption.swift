/// An option of a command line that is the engine's.
enum EngineOption: CaseIterable {
    case local, processes, remote, acceptsNewHostKeys, distributed, tokenFile, tagsOutput, threads, progress, quiet,
        help

    init?(_ name: some StringProtocol) {
        guard let option = Self.allCases.first(where: { $0.names.contains(String(name)) }) else { return nil }
        self = option
    }

    /// How it is written; the first name is the one that messages use.
    var names: [String] {
        switch self {
        case .local: ["--local", "-l"]
        case .processes: ["--processes"]
        case .remote: ["--remote", "-r"]
        case .acceptsNewHostKeys: ["--accept-new-host-keys"]
        case .distributed: ["--distributed"]
        case .tokenFile: ["--token-file"]
        case .tagsOutput: ["--tag-output"]
        case .threads: ["--threads"]
        case .progress: ["--progress"]
        case .quiet: ["--quiet"]
        case .help: ["--help", "-h"]
        }
    }

    /// What stands for its value in a help text; nil for an option without one.
    private var value: String? {
        switch self {
        case .local, .processes: "N"
        case .remote, .tokenFile: "FILE"
        case .threads: "T"
        case .progress: "MODE"
        case .acceptsNewHostKeys, .distributed, .tagsOutput, .quiet, .help: nil
        }
    }

    var isFlag: Bool { value == nil }

    /// What it does, in so few letters that a line with it fits a terminal.
    private var meaning: String {
        switch self {
        case .local: "this process alone, with N workers"
        case .processes: "N ranks on this host, which mpirun starts"
        case .remote: "ranks on the hosts of a cluster file"
        case .acceptsNewHostKeys: "with --remote: accept keys of hosts never seen before"
        case .distributed: "ranks on the workers that DISTRIBUTED_WORKERS names"
        case .tokenFile: "with --distributed: the token, else in RENOIR_TOKEN"
        case .tagsOutput: "on other hosts: begin lines of output with the rank"
        case .threads: "T workers on each rank"
        case .progress: "how far the job is: " + ProgressMode.allCases.map(\.rawValue).joined(separator: ", ")
        case .quiet: "no start line, no warnings, no progress"
        case .help: "this text"
        }
    }

    /// The options, a line each.
    static func help(for options: [EngineOption]) -> String {
        let names = options.map { option in
            option.names.map { name in [name, option.value].compactMap(\.self).joined(separator: " ") }
                .joined(separator: ", ")
        }
        let width = names.map(\.count).max() ?? 0
        return zip(names, options).map { name, option in
            "  \(name)\(String(repeating: " ", count: width - name.count))  \(option.meaning)"
        }.joined(separator: "\n")
    }
}
