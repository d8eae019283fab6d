internal import Records
internal import Session
internal import SystemLibrary

/// A file that is being written, under a name of its own beside the one that it's going to have.
final class OutputFile {
    private let target: ByteString
    private let registry: OutputRegistry
    /// Where it's written; the target itself if that is a device or a pipe.
    private let path: ByteString
    private let isDirect: Bool
    private var descriptor: Int32
    private var stats = (bytes: 0, records: 0)
    private let compressor: (any Compressor)?

    /// - Parameters:
    ///   - target: The file that it becomes.
    ///   - registry: Knows which files to remove should the job fail.
    init(
        for target: ByteString, _ registry: OutputRegistry, _ compression: Compression? = nil
    ) throws(JobError) {
        self.target = target
        self.registry = registry
        do throws(CompressionError) {
            compressor = try compression?.makeCompressor()
        } catch {
            throw JobError(.resources, "\(target.visible) can't be written: \(error.message)")
        }
        isDirect = Self.isSpecial(target)
        path = isDirect ? target : Self.partialName(of: target)
        try registry.add(isDirect ? nil : path)
        let flags = isDirect ? O_WRONLY | O_CLOEXEC : O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        descriptor = path.withCString { SystemLibrary.open($0, flags, 0o666) }
        guard descriptor >= 0 else { throw Self.failure("can't be written", target) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends bytes of `records` records.
    func write(_ bytes: UnsafeRawBufferPointer, records: Int) throws(JobError) {
        stats.records += records
        if compressor == nil { try writeOut(bytes) } else { try compress(bytes, isLast: false) }
    }

    private func compress(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws(JobError) {
        guard let compressor else { return }
        let output = ByteStorage(byteCount: 64 << 10)
        var rest = bytes
        while true {
            let step: CompressionStep
            do throws(CompressionError) {
                step = try compressor.compress(rest, into: output.mutableBytes!, isLast: isLast)
            } catch {
                throw JobError(.io, "\(target.visible) can't be written: \(error.message)")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(step.taken))
            try writeOut(UnsafeRawBufferPointer(rebasing: output.bytes[..<step.put]))
            if isLast ? step.isEnd : rest.isEmpty && step.put < output.bytes.count { return }
        }
    }

    private func writeOut(_ bytes: UnsafeRawBufferPointer) throws(JobError) {
        var written = 0
        while written < bytes.count {
            let count = SystemLibrary.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure("can't be written", target) }
            written += count
        }
        stats.bytes += bytes.count
    }

    /// Sees to it that all of it is on the disk.
    func finish(part: Int) throws(JobError) -> WrittenFile {
        try compress(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
        // Pipes and devices have nothing to be waited for.
        if !isDirect, fsync(descriptor) != 0 { throw Self.failure("can't be written", target) }
        let result = close(descriptor)
        descriptor = -1
        guard result == 0 else { throw Self.failure("can't be written", target) }
        return WrittenFile(
            part: part, path: isDirect ? ByteString() : path, bytes: stats.bytes, records: stats.records)
    }

    /// Whether something stands there that isn't replaced but written to: a device or a pipe.
    static func isSpecial(_ path: ByteString) -> Bool {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { return false }
        return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
    }

    /// A name in the same folder that nobody has, and that patterns don't match.
    static func partialName(of target: ByteString) -> ByteString {
        let (folder, name) = target.folderAndName
        return folder + ByteString(".\(String(UInt64.random(in: 0...(.max)), radix: 36)).") + name
            + ByteString(".partial")
    }

    static func failure(_ what: String, _ path: ByteString) -> JobError {
        let reason = String(cString: strerror(errno))
        return JobError(.io, "\(path.visible) \(what): \(reason)")
    }
}

/// What came of a part of a stream that was written.
struct WrittenFile: Sendable, WireCodable {
    /// The number of the replica that has written it.
    let part: Int
    /// Where it is; empty if it's where it should be.
    let path: ByteString
    let bytes: Int
    let records: Int

    init(part: Int, path: ByteString, bytes: Int, records: Int) {
        self.part = part
        self.path = path
        self.bytes = bytes
        self.records = records
    }

    func encode(into writer: inout WireWriter) {
        writer.encode(part)
        writer.encode(path)
        writer.encode(bytes)
        writer.encode(records)
    }

    init(from reader: inout WireReader) throws(WireError) {
        part = try reader.decode()
        path = try reader.decode()
        bytes = try reader.decode()
        records = try reader.decode()
    }
}

extension ByteString {
    /// The folder of a path, with the slash behind it, and the name in it.
    var folderAndName: (folder: ByteString, name: ByteString) {
        let start = (0..<count).last { byteAt($0) == UInt8(ascii: "/") }.map { $0 + 1 } ?? 0
        return (slice(0..<start), slice(start..<count))
    }

    private func byteAt(_ place: Int) -> UInt8 { withUnsafeBytes { $0[place] } }

    static func + (left: ByteString, right: ByteString) -> ByteString { ByteString(Array(left) + Array(right)) }
}
