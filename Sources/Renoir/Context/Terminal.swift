internal import Cluster
internal import SystemLibrary

/// Whether a person watches what the program says.
enum Terminal {
    /// Whether standard error goes to a terminal, or that of the launcher does, which passes it on: its ranks have a pipe.
    static func isWatched(under launcher: Launcher?) -> Bool {
        if isatty(STDERR_FILENO) == 1 { return true }
        guard launcher == .openMPI || launcher == .hydra else { return false }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            let count = readlink("/proc/\(getppid())/fd/2", buffer.baseAddress!, buffer.count)
            let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
            return ["/dev/pts/", "/dev/tty", "/dev/console"].contains { path.hasPrefix($0) }
        }
    }
}
