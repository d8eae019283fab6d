internal import Records
internal import Session
internal import SystemLibrary

/// A file of which some bytes are read here and there.
final class SmallReads {
    private let path: ByteString
    private let descriptor: Int32
    private var buffer = ByteStorage(byteCount: 0)

    init(_ path: ByteString) throws(JobError) {
        self.path = path
        descriptor = try InputFiles.open(path)
    }

    deinit { close(descriptor) }

    /// Calls `body` with up to `count` bytes, fewer at the end of the file.
    func withBytes<Result>(
        at offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) throws(JobError) -> Result
    ) throws(JobError) -> Result {
        if buffer.bytes.count < count { buffer = ByteStorage(byteCount: count) }
        var filled = 0
        while filled < count {
            let read = pread(
                descriptor, buffer.mutableBytes!.baseAddress! + filled, count - filled, off_t(offset + filled))
            if read < 0 && errno == EINTR { continue }
            guard read >= 0 else { throw InputFiles.failure("can't be read", path) }
            if read == 0 { break }
            filled += read
        }
        return try body(UnsafeRawBufferPointer(rebasing: buffer.bytes[..<filled]))
    }
}
