internal import Cluster
internal import SystemLibrary

/// Whether a person watches what the program says.
enum Terminal {
    /// Whether standard error goes to a terminal, or that of the launcher does, which passes on what ranks write to a pipe.
    static func isWatched() -> Bool {
        if isatty(STDERR_FILENO) == 1 || ProcessEnvironment.value(of: LauncherEnvironment.terminalVariable) == "1" {
            return true
        }
        guard let launcher = LauncherProcess.ofThisProcess() else { return false }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            let count = readlink("/proc/\(launcher)/fd/2", buffer.baseAddress!, buffer.count)
            let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return ["/dev/pts/", "/dev/tty", "/dev/console"].contains { path.hasPrefix($0) }
        }
    }
}
