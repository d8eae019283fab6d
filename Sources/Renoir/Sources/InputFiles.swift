internal import Dataflow
internal import SystemLibrary
internal import Threading

/// The files that a source reads, one after another, as if they were one.
final class InputFiles: @unchecked Sendable {
    struct File: Equatable {
        let path: ByteString
        let bytes: Int
    }

    private let pattern: ByteString
    private let lock = Lock()
    private var found: [File]?

    /// - Parameter pattern: A path, or a pattern as the shell's: `*`, `?`, `[…]`.
    init(_ pattern: ByteString) { self.pattern = pattern }

    /// The files in the order of their names; found once.
    ///
    /// - Throws: `JobError` with code `io` if there is none, or one can't be read.
    func files() throws(JobError) -> [File] {
        if let found = lock.withLock({ found }) { return found }
        let files = try Self.paths(of: pattern).map { path throws(JobError) in
            File(path: path, bytes: try Self.size(of: path))
        }
        lock.withLock { found = files }
        return files
    }

    func extent() throws(JobError) -> SourceExtent {
        let files = try files()
        return SourceExtent(
            units: files.reduce(0) { $0 + $1.bytes },
            identity: files.map { "\($0.path.visible) (\($0.bytes) bytes)" }.joined(separator: ", "))
    }

    /// The pieces of files that make up `range` of all bytes.
    func pieces(of range: Range<Int>) throws(JobError) -> [FilePiece] {
        var start = 0
        var pieces: [FilePiece] = []
        for file in try files() {
            let part = range.clamped(to: start..<start + file.bytes)
            if !part.isEmpty {
                pieces.append(
                    FilePiece(
                        path: file.path, range: part.lowerBound - start..<part.upperBound - start, bytes: file.bytes))
            }
            start += file.bytes
        }
        return pieces
    }

    /// A path that exists is that path, whatever characters it has.
    private static func paths(of pattern: ByteString) throws(JobError) -> [ByteString] {
        guard !pattern.contains(0) else { throw JobError(.io, "no file is called \(pattern.visible)") }
        let exists = pattern.withCString { access($0, F_OK) == 0 }
        if exists || !pattern.contains(where: "*?[".utf8.contains) { return [pattern] }
        var matches = glob_t()
        defer { globfree(&matches) }
        guard pattern.withCString({ glob($0, 0, nil, &matches) }) == 0 else {
            throw JobError(.io, "no file matches \(pattern.visible)")
        }
        return (0..<Int(matches.gl_pathc)).map { ByteString(cString: matches.gl_pathv[$0]!) }
    }

    private static func size(of path: ByteString) throws(JobError) -> Int {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("can't be examined", path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Int(status.st_size)
        case S_IFDIR:
            throw JobError(.io, "\(path.visible) is a directory; name the files in it, as in \(path.visible)/*")
        default: throw JobError(.io, "\(path.visible) is not a regular file, so its parts can't be read side by side")
        }
    }

    static func open(_ path: ByteString) throws(JobError) -> Int32 {
        let descriptor = path.withCString { SystemLibrary.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw failure("can't be opened", path) }
        return descriptor
    }

    /// An error that names the file and the system's reason.
    static func failure(_ what: String, _ path: ByteString) -> JobError {
        let reason = String(cString: strerror(errno))
        return JobError(.io, "\(path.visible) \(what): \(reason)")
    }
}

/// A part of one file.
struct FilePiece: Equatable, Sendable {
    let path: ByteString
    let range: Range<Int>
    /// Bytes of the whole file.
    let bytes: Int
}
