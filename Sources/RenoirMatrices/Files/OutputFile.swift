internal import Renoir
internal import SystemLibrary

/// A file that is written from its beginning on.
final class OutputFile {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws(JobError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        self.path = path
        guard descriptor >= 0 else { throw failure }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    private var failure: JobError { JobError(.io, "\(path): \(String(cString: strerror(errno)))") }

    func write(_ bytes: [UInt8]) throws(JobError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                SystemLibrary.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw failure }
            written += count
        }
    }
}
