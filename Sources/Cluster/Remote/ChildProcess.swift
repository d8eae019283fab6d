internal import CRemote
internal import SystemLibrary

/// A process that this one has started and listens to.
final class ChildProcess {
    /// More than this of a process's output is not kept: it would be no answer to any question of ours.
    private static let mostKept = 1 << 20

    let pid: Int32
    /// Where its input is written to, with ``Command/Input/pipe`` and until it is closed.
    var input: OpenFile?
    /// What it says, until that ends.
    private(set) var output: OpenFile?
    private(set) var errors: OpenFile?
    private var keptOutput: [UInt8] = []
    private var keptErrors: [UInt8] = []
    /// Take what comes on standard output and error, instead of its being kept.
    var onOutput: (([UInt8]) -> Void)?
    var onErrors: (([UInt8]) -> Void)?
    /// Whether what it says is read. Else it waits, once its pipes are full.
    var isHeard = true
    private(set) var status: ExitStatus?
    private var isOverdue = false

    /// Starts `command`. When this process ends, whatever the cause, the new one gets SIGTERM.
    init(_ command: Command) throws(RemoteStartError) {
        let input: OpenFile
        var writer: OpenFile?
        switch command.input {
        case .text(let text): input = try .holding(text)
        case .file(let path): input = try .reading(path)
        case .own where isatty(STDIN_FILENO) == 0: input = OpenFile(try Self.copy(of: STDIN_FILENO))
        case .own, .nothing: input = try .reading("/dev/null")
        case .pipe:
            let ends = try OpenFile.pipe()
            input = ends.read
            writer = ends.write
        }
        let errors = try OpenFile.pipe()
        let output = command.sharesOutput ? nil : try OpenFile.pipe()
        let files = [input.descriptor, output?.write.descriptor ?? STDOUT_FILENO, errors.write.descriptor]
        pid = Self.start(command, files: files)
        guard pid > 0 else {
            throw RemoteStartError(.system, "\(command.path) can't be started: \(OpenFile.lastError)")
        }
        self.input = writer
        self.input?.doNotBlock()
        self.output = output?.read
        self.errors = errors.read
        self.output?.doNotBlock()
        self.errors?.doNotBlock()
    }

    /// What it did, once it has ended and its pipes are closed.
    var outcome: Outcome? {
        guard let status, output == nil, errors == nil else { return nil }
        return Outcome(status: status, output: keptOutput, errors: keptErrors, isOverdue: isOverdue)
    }

    /// Where to wait for what it says.
    var heard: [OpenFile] { isHeard ? [output, errors].compactMap(\.self) : [] }

    /// Whether there is news from it on `descriptor`, which has been read then.
    func hear(_ descriptor: Int32) {
        if descriptor == output?.descriptor, let bytes = output?.readSome() {
            if let onOutput { onOutput(bytes) } else { keep(bytes, in: &keptOutput) }
            if bytes.isEmpty { output = nil }
        } else if descriptor == errors?.descriptor, let bytes = errors?.readSome() {
            if let onErrors { onErrors(bytes) } else { keep(bytes, in: &keptErrors) }
            if bytes.isEmpty { errors = nil }
        }
    }

    /// Notes its end if it has come. What it left in the pipes is read; processes that it left behind may hold them open,
    /// and are not waited for.
    func look() {
        guard status == nil else { return }
        var word: Int32 = 0
        guard waitpid(pid, &word, WNOHANG) == pid else { return }
        status = ExitStatus(waitStatus: word)
        // So often at most: what it left behind may write on for ever.
        for _ in 0..<64 {
            guard let file = output, file.isReadable else { break }
            hear(file.descriptor)
        }
        output = nil
        for _ in 0..<64 {
            guard let file = errors, file.isReadable else { break }
            hear(file.descriptor)
        }
        errors = nil
    }

    /// The names of the programs that it has started and that run; nil where the system doesn't tell.
    var childNames: [String]? {
        let threads = OpenFile.names(inFolder: "/proc/\(pid)/task") { $0 != "." && $0 != ".." }
        let files = threads.map { "/proc/\(pid)/task/\($0)/children" }
        guard let first = files.first, access(first, R_OK) == 0 else { return nil }
        let children = files.flatMap { OpenFile.contents(of: $0).split(separator: " ") }
        // One that has just gone has none.
        return children.map { String(OpenFile.contents(of: "/proc/\($0)/comm").prefix { $0 != "\n" }) }
            .filter { !$0.isEmpty }
    }

    /// Sends it `signal`, unless it has ended.
    func send(_ signal: Int32) {
        if status == nil { kill(pid, signal) }
    }

    /// Sends `signal` to it and the processes of its group, unless it has ended.
    func send(all signal: Int32) {
        guard status == nil else { return }
        kill(-pid, signal)
        kill(pid, signal)
    }

    /// Ends it with all that it has started in its session.
    func end(overdue: Bool) {
        guard status == nil else { return }
        isOverdue = overdue
        send(all: SIGKILL)
    }

    private func keep(_ bytes: [UInt8], in kept: inout [UInt8]) {
        kept += bytes.prefix(Self.mostKept - kept.count)
    }

    private static func copy(of descriptor: Int32) throws(RemoteStartError) -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else {
            throw RemoteStartError(.system, "standard input can't be passed on: \(OpenFile.lastError)")
        }
        return copy
    }

    private static func start(_ command: Command, files: [Int32]) -> Int32 {
        let environment = command.environment.map { "\($0.key)=\($0.value)" }
        let name = command.path.split(separator: "/").last.map(String.init) ?? command.path
        return withCStrings([name] + command.arguments) { arguments in
            withCStrings(environment) { environment in
                renoir_start(command.path, arguments, environment, files, SIGTERM)
            }
        }
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return copies.withUnsafeBufferPointer { body($0.baseAddress!) }
    }
}

extension OpenFile {
    /// Whether something can be read at once, be it the end.
    var isReadable: Bool {
        var events = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&events, 1, 0) > 0
    }
}
