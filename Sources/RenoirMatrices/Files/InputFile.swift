internal import Renoir
internal import SystemLibrary

/// A file of which parts are read.
final class InputFile {
    private static let chunk = 1 << 20

    let path: String
    let size: Int
    private let descriptor: Int32

    init(_ path: String) throws(JobError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let failure = Self.failure(path)
            close(descriptor)
            throw failure
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw JobError(.io, "\(path) is no regular file")
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    private static func failure(_ path: String) -> JobError {
        JobError(.io, "\(path): \(String(cString: strerror(errno)))")
    }

    /// The bytes of a range; fewer where the file ends before.
    func bytes(_ range: Range<Int>) throws(JobError) -> [UInt8] {
        var problem: JobError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            while filled < range.count {
                let count = pread(
                    descriptor, buffer.baseAddress! + filled, range.count - filled, off_t(range.lowerBound + filled))
                if count < 0 && errno == EINTR { continue }
                if count < 0 { problem = Self.failure(path) }
                if count <= 0 { break }
                filled += count
            }
        }
        if let problem { throw problem }
        return bytes
    }

    /// Where the first line begins whose first byte is at `place` or later.
    func lineStart(from place: Int) throws(JobError) -> Int {
        if place <= 0 { return 0 }
        // The line break before may be the byte before `place`.
        var start = place - 1
        while start < size {
            let bytes = try bytes(start..<min(size, start + Self.chunk))
            if bytes.isEmpty { break }
            if let end = bytes.firstIndex(of: 0x0a) { return start + end + 1 }
            start += bytes.count
        }
        return size
    }

    /// The lines that begin in one of equal parts of the file.
    func lines(ofPart part: Int, of count: Int) throws(JobError) -> [UInt8] {
        let start = try lineStart(from: size / count * part + size % count * part / count)
        let end = try lineStart(from: size / count * (part + 1) + size % count * (part + 1) / count)
        return start < end ? try bytes(start..<end) : []
    }

    /// The first line that isn't empty, without its end.
    func firstLine() throws(JobError) -> [UInt8] {
        var (start, line) = (0, [UInt8]())
        while start < size {
            let bytes = try bytes(start..<min(size, start + Self.chunk))
            if bytes.isEmpty { break }
            for byte in bytes {
                if byte == 0x0a {
                    if line.last == 0x0d { line.removeLast() }
                    if !line.isEmpty { return line }
                } else {
                    line.append(byte)
                }
            }
            start += bytes.count
        }
        return line
    }
}
