internal import Records
internal import Session
internal import SystemLibrary
internal import Threading

/// The files of a job's sinks on this rank that aren't yet what they are to be.
final class OutputRegistry: @unchecked Sendable {
    private let lock = Lock()
    private var paths: [ByteString] = []
    private var isClosed = false

    /// - Throws: If the job is over.
    func add(_ path: ByteString?) throws(JobError) {
        let isRefused = lock.withLock {
            if let path, !isClosed { paths.append(path) }
            return isClosed
        }
        if isRefused { throw JobError(.io, "no file is written any more") }
    }

    /// Removes what is left of a job that has failed. One that has succeeded has renamed its files.
    func removeAll() {
        let left = lock.withLock {
            isClosed = true
            defer { paths = [] }
            return paths
        }
        for path in left { _ = path.withCString { unlink($0) } }
    }
}
