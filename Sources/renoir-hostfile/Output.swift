import SystemLibrary

/// Where the program writes.
enum Output {
    /// The exit codes, as all programs of the project have them.
    enum Code: Int32 {
        case usage = 2
        case configuration = 3
        case io = 6
    }

    static func exit(_ code: Code) -> Never {
        SystemLibrary.exit(code.rawValue)
    }

    /// Writes a line to standard error.
    static func report(_ line: String) { _ = try? write(line + "\n", to: STDERR_FILENO, named: "standard error") }

    static func print(_ text: String) throws(OutputError) {
        try write(text, to: STDOUT_FILENO, named: "standard output")
    }

    /// Writes `text` to the file at `path`, in place of what it had.
    ///
    /// - Parameter isPrivate: Whether a new file is for its owner only.
    static func write(_ text: String, to path: String, isPrivate: Bool = false) throws(OutputError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, isPrivate ? 0o600 : 0o666)
        guard descriptor >= 0 else { throw OutputError(path) }
        do {
            try write(text, to: descriptor, named: path)
        } catch {
            close(descriptor)
            throw error
        }
        guard close(descriptor) == 0 else { throw OutputError(path) }
    }

    private static func write(_ text: String, to descriptor: Int32, named name: String) throws(OutputError) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { platformWrite(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw OutputError(name) }
            rest = rest.dropFirst(count)
        }
    }
}

private let platformWrite = SystemLibrary.write

/// A file that can't be written, with the system's reason.
struct OutputError: Error, CustomStringConvertible {
    let description: String

    init(_ name: String) { description = "\(name): can't be written: \(String(cString: strerror(errno)))" }
}
