internal import SystemLibrary

/// The folder in which `mpirun` keeps the files of a job.
public struct TemporaryFolder: Sendable, Equatable {
    /// What of it is tried; a job has little more there.
    private static let triedBytes = 64 << 10

    public let path: String

    /// Where Open MPI looks for it.
    ///
    /// - Parameter variable: The value of a variable of the environment.
    public init(variable: (String) -> String?) {
        let names = ["OMPI_MCA_orte_tmpdir_base", "PRTE_MCA_prte_tmpdir_base", "TMPDIR", "TEMP", "TMP"]
        path = names.lazy.compactMap(variable).first { !$0.isEmpty } ?? "/tmp"
    }

    /// Why nothing can be written there.
    public struct Obstacle: Error, Sendable, Equatable {
        /// Whether there is no room, instead of no permission, or no folder.
        public let isFull: Bool
        public let message: String
    }

    /// Writes a file there, and removes it.
    ///
    /// - Throws: What `mpirun` would stumble over.
    public func tryToWrite() throws(Obstacle) {
        var name = Array("\(path)/renoir.XXXXXX".utf8CString)
        let file = mkstemp(&name)
        guard file >= 0 else { throw obstacle(errno) }
        defer {
            close(file)
            unlink(name)
        }
        let error = withUnsafeTemporaryAllocation(byteCount: Self.triedBytes, alignment: 1) { bytes in
            bytes.initializeMemory(as: UInt8.self, repeating: 1)
            let written = write(file, bytes.baseAddress!, bytes.count)
            // What doesn't fit in one piece doesn't fit.
            return written == bytes.count ? 0 : written < 0 ? errno : ENOSPC
        }
        guard error == 0 else { throw obstacle(error) }
    }

    private func obstacle(_ error: Int32) -> Obstacle {
        Obstacle(
            isFull: error == ENOSPC || error == EDQUOT,
            message: "mpirun keeps files in \(path), where none can be written: "
                + "\(String(cString: strerror(error))); set TMPDIR to another folder")
    }
}
