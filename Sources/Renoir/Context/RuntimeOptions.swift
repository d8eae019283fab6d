internal import Records
internal import Session
internal import SystemLibrary

/// The options of a command line that are the engine's.
struct RuntimeOptions {
    /// More workers or processes on one host are a mistake.
    private static let most = 4096

    /// Which options are left to the program.
    private let own: OwnOptions
    private(set) var asksForHelp = false
    private(set) var local: Int?
    private(set) var processes: Int?
    private(set) var threads: Int?
    private(set) var isQuiet = false
    private(set) var progress: ProgressMode?
    /// The cluster file of `--remote`, and how its hosts are reached.
    private(set) var remote: String?
    private(set) var acceptsNewHostKeys = false
    private(set) var isDistributed = false
    private(set) var tokenFile: String?
    private(set) var tagsOutput = false
    /// The options that say where the job runs, as they were written.
    private var places: [String] = []

    init(own: OwnOptions = []) { self.own = own }

    /// Takes its options out of `arguments`.
    ///
    /// - Returns: What is left. Whoever asks for help is spared everything else.
    mutating func take(from arguments: [ByteString]) throws(JobError) -> [ByteString] {
        asksForHelp = arguments.prefix { $0 != "--" }.contains { argument in
            guard let name = String(validating: argument) else { return false }
            return EngineOption(name) == .help && !own.replaces(.help, called: name)
        }
        if asksForHelp { return [] }
        var rest: [ByteString] = []
        var seen: Set<EngineOption> = []
        var place = arguments.startIndex
        while place < arguments.endIndex {
            let argument = arguments[place]
            place += 1
            if argument == "--" {
                rest += arguments[(place - 1)...]
                break
            }
            let sign = argument.firstIndex(of: UInt8(ascii: "="))
            // A name that is no text is none of the engine's.
            let name = String(validating: argument.slice(0..<(sign ?? argument.count))) ?? ""
            guard let option = EngineOption(name), !own.replaces(option, called: name) else {
                if !own.contains(name) { try checkSpelling(of: name[...]) }
                rest.append(argument)
                continue
            }
            guard seen.insert(option).inserted else {
                throw JobError(.usage, "\(name) is given twice; give it once")
            }
            var value = sign.map { argument.slice($0 + 1..<argument.count) }
            if value == nil, !option.isFlag, place < arguments.endIndex {
                value = arguments[place]
                place += 1
            }
            if option.isFlag, value != nil { throw JobError(.usage, "\(name) takes no value") }
            try note(option, name, value)
        }
        if places.count > 1 {
            throw JobError(.usage, "\(places[0]) and \(places[1]) contradict each other; give one of them")
        }
        if let local, let threads, local != threads {
            throw JobError(.usage, "--local \(local) and --threads \(threads) contradict each other; give one of them")
        }
        if isQuiet, let progress, progress != .off {
            throw JobError(
                .usage, "--quiet and --progress \(progress.rawValue) contradict each other; give one of them")
        }
        try checkCompany()
        return rest
    }

    /// Whether options that belong to others have them.
    private func checkCompany() throws(JobError) {
        if acceptsNewHostKeys, remote == nil {
            throw JobError(.usage, "--accept-new-host-keys belongs to --remote, which is not given")
        }
        if tokenFile != nil, !isDistributed {
            throw JobError(.usage, "--token-file belongs to --distributed, which is not given")
        }
        if tagsOutput, remote == nil, !isDistributed {
            throw JobError(.usage, "--tag-output belongs to --remote or --distributed, of which none is given")
        }
    }

    private func checkSpelling(of name: Substring) throws(JobError) {
        guard let meant = OptionSpelling.meant(by: name) else { return }
        throw JobError(
            .usage, "there is no \(name); did you mean \(meant)? What is meant for the program alone goes behind a --")
    }

    private mutating func note(_ option: EngineOption, _ name: String, _ value: ByteString?) throws(JobError) {
        switch option {
        case .local:
            local = try count(value, of: name, "workers")
            places.append(name)
        case .processes:
            processes = try count(value, of: name, "processes")
            places.append(name)
        case .threads:
            threads = try count(value, of: name, "workers")
        case .remote:
            remote = try file(value, of: name, "a cluster file")
            places.append(name)
        case .distributed:
            isDistributed = true
            places.append(name)
        case .tokenFile: tokenFile = try file(value, of: name, "a file with the token")
        case .progress:
            guard let mode = value.flatMap({ String(validating: $0) }).flatMap(ProgressMode.init) else {
                let modes = ProgressMode.allCases.map(\.rawValue).joined(separator: ", ")
                throw JobError(.usage, "\(name)\(value.map { " \($0.visible)" } ?? ""): it is one of \(modes)")
            }
            progress = mode
        case .quiet: isQuiet = true
        case .acceptsNewHostKeys: acceptsNewHostKeys = true
        case .tagsOutput: tagsOutput = true
        case .help: break
        }
    }

    private func file(_ value: ByteString?, of name: String, _ what: String) throws(JobError) -> String {
        guard let value, !value.isEmpty, String(validating: value).flatMap({ EngineOption($0) }) == nil else {
            throw JobError(.usage, "\(name) needs \(what)")
        }
        guard let file = String(validating: value) else {
            throw JobError(.usage, "\(name) \(value.visible): the name of \(what) has to be UTF-8")
        }
        return file
    }

    private func count(_ value: ByteString?, of name: String, _ things: String) throws(JobError) -> Int {
        guard let value else { throw JobError(.usage, "\(name) needs a number of \(things)") }
        guard let count = String(validating: value).flatMap({ Int($0) }), (1...Self.most).contains(count) else {
            throw JobError(.usage, "\(name) \(value.visible): the number of \(things) is from 1 to \(Self.most)")
        }
        return count
    }
}
