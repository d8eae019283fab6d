internal import Dataflow
internal import SystemLibrary

/// The options of a command line that are the engine's.
struct RuntimeOptions {
    /// More workers or processes on one host are a mistake.
    private static let most = 4096

    private enum Option {
        case local, processes, remote, threads, progress, quiet, acceptsNewHostKeys, tagsOutput

        init?(_ name: ByteString) {
            switch String(validating: name) {
            case "--local", "-l": self = .local
            case "--processes": self = .processes
            case "--remote", "-r": self = .remote
            case "--threads": self = .threads
            case "--progress": self = .progress
            case "--quiet": self = .quiet
            case "--accept-new-host-keys": self = .acceptsNewHostKeys
            case "--tag-output": self = .tagsOutput
            default: return nil
            }
        }

        var isFlag: Bool { [.quiet, .acceptsNewHostKeys, .tagsOutput].contains(self) }
    }

    private(set) var local: Int?
    private(set) var processes: Int?
    private(set) var threads: Int?
    private(set) var isQuiet = false
    private(set) var progress: ProgressMode?
    /// The cluster file of `--remote`, and how its hosts are reached.
    private(set) var remote: String?
    private(set) var acceptsNewHostKeys = false
    private(set) var tagsOutput = false
    /// The options that say where the job runs, as they were written.
    private var places: [String] = []

    /// Takes its options out of `arguments`.
    ///
    /// - Returns: What is left.
    mutating func take(from arguments: [ByteString]) throws(JobError) -> [ByteString] {
        var rest: [ByteString] = []
        var seen: Set<Option> = []
        var place = arguments.startIndex
        while place < arguments.endIndex {
            let argument = arguments[place]
            place += 1
            if argument == "--" {
                rest += arguments[(place - 1)...]
                break
            }
            let sign = argument.firstIndex(of: UInt8(ascii: "="))
            guard let option = Option(argument.slice(0..<(sign ?? argument.count))) else {
                rest.append(argument)
                continue
            }
            let name = String(argument.slice(0..<(sign ?? argument.count)))
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
        for (isGiven, name) in [(acceptsNewHostKeys, "--accept-new-host-keys"), (tagsOutput, "--tag-output")]
        where isGiven && remote == nil {
            throw JobError(.usage, "\(name) belongs to --remote, which is not given")
        }
        return rest
    }

    private mutating func note(_ option: Option, _ name: String, _ value: ByteString?) throws(JobError) {
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
            guard let value, !value.isEmpty, Option(value) == nil else {
                throw JobError(.usage, "\(name) needs a cluster file")
            }
            guard let file = String(validating: value) else {
                throw JobError(.usage, "\(name) \(value.visible): the name of a cluster file has to be UTF-8")
            }
            remote = file
            places.append(name)
        case .progress:
            guard let mode = value.flatMap({ String(validating: $0) }).flatMap(ProgressMode.init) else {
                let modes = ProgressMode.allCases.map(\.rawValue).joined(separator: ", ")
                throw JobError(.usage, "\(name)\(value.map { " \($0.visible)" } ?? ""): it is one of \(modes)")
            }
            progress = mode
        case .quiet: isQuiet = true
        case .acceptsNewHostKeys: acceptsNewHostKeys = true
        case .tagsOutput: tagsOutput = true
        }
    }

    private func count(_ value: ByteString?, of name: String, _ things: String) throws(JobError) -> Int {
        guard let value else { throw JobError(.usage, "\(name) needs a number of \(things)") }
        guard let count = String(validating: value).flatMap({ Int($0) }), (1...Self.most).contains(count) else {
            throw JobError(.usage, "\(name) \(value.visible): the number of \(things) is from 1 to \(Self.most)")
        }
        return count
    }
}
