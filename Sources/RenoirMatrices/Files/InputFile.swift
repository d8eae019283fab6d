internal import Renoir
internal import SystemLibrary

/// A file of which parts are read.
final class InputFile {
    private static let chunk = 1 << 20
    /// Bytes behind those of a piece that can be read.
    private static let slack = 16

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
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count + Self.slack) { buffer, filled in
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

    /// The bytes of the lines that begin in one of equal parts of what is behind `first`.
    func lines(ofPart part: Int, of count: Int, from first: Int = 0) throws(JobError) -> Range<Int> {
        let length = size - first
        let start = max(first, try lineStart(from: first + length / count * part + length % count * part / count))
        let next = part + 1
        let end = try lineStart(from: first + length / count * next + length % count * next / count)
        return start..<max(start, end)
    }

    /// Calls `body` with lines of a range, some of them at a time, and with bytes behind them that can be read.
    ///
    /// - Parameter length: How many bytes at a time, if a line isn't longer.
    /// - Returns: What `body` fails with; nothing is read then any more.
    func pieces<Failure: Error>(
        of range: Range<Int>, atMost length: Int, _ body: (UnsafeRawBufferPointer) -> Failure?
    ) throws(JobError) -> Failure? {
        var (start, length) = (range.lowerBound, length)
        while start < range.upperBound {
            let piece = try bytes(start..<min(range.upperBound, start + length))
            if piece.isEmpty { break }
            let isLast = start + piece.count >= range.upperBound
            guard isLast || piece.last == 0x0a || piece.contains(0x0a) else {
                length *= 2
                continue
            }
            let end = isLast ? piece.count : (piece.lastIndex(of: 0x0a) ?? piece.count - 1) + 1
            let failure = piece.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
            if let failure { return failure }
            start += end
        }
        return nil
    }

    /// How many lines end in a range.
    func lineEnds(in range: Range<Int>) throws(JobError) -> Int {
        var count = 0
        let _: JobError? = try pieces(of: range, atMost: Self.chunk) { text in
            count += text.count { $0 == 0x0a }
            return nil
        }
        return count
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
