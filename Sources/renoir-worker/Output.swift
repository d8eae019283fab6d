import Cluster
import SystemLibrary

/// Where the program writes, and how it ends.
enum Output {
    /// The exit codes, as all programs of the project have them.
    static func code(of cause: RemoteStartError.Cause) -> Int32 {
        switch cause {
        case .configuration: 3
        case .network: 6
        case .system: 7
        case .signal(let signal): 128 + signal
        }
    }

    /// Ends with `code`, and a line on standard error.
    static func end(_ line: String, _ code: Int32) -> Never {
        _ = write(line + "\n", to: STDERR_FILENO)
        exit(code)
    }

    /// Prints `text`; ends the program if that can't be.
    static func print(_ text: String) {
        guard write(text + "\n", to: STDOUT_FILENO) else {
            end("renoir-worker: standard output can't be written: \(String(cString: strerror(errno)))", 6)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { SystemLibrary.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
