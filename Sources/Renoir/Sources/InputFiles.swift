internal import Dataflow
internal import Records
internal import Session
internal import SystemLibrary
internal import Threading

/// The files that a source reads, one after another, as if they were one.
final class InputFiles: @unchecked Sendable {
    struct File {
        let path: ByteString
        /// nil for one that is read to its end, wherever that is: a pipe, a device, or a file that the kernel makes up as it
        /// is read.
        var bytes: Int?
        /// How it is compressed, if it is: it can't be cut then.
        var compression: Compression?
    }

    private let patterns: [ByteString]
    private let lock = Lock()
    private var found: [File]?

    private let compressions: [Compression]

    init(_ path: some InputPath, _ compressions: [Compression] = []) {
        patterns = path.patterns
        self.compressions = compressions
    }

    /// The files in the order of their patterns and names; found once.
    ///
    /// - Throws: `JobError` with code `io` if there is none, or one can't be read.
    func files() throws(JobError) -> [File] {
        if let found = lock.withLock({ found }) { return found }
        var files: [File] = []
        for pattern in patterns {
            for path in try Self.paths(of: pattern) {
                files.append(
                    File(path: path, bytes: try Self.size(of: path), compression: try compression(of: path)))
            }
        }
        lock.withLock { found = files }
        return files
    }

    /// Files that grow while ranks look at them have the sizes that rank 0 has seen.
    func adopt(_ sizes: [Int]) {
        lock.withLock {
            for (place, size) in sizes.enumerated() where found?[place].bytes != nil { found?[place].bytes = size }
        }
    }

    func extent() throws(JobError) -> SourceExtent {
        let files = try files()
        let sizes = files.compactMap(\.bytes)
        return SourceExtent(
            units: sizes.count == files.count ? sizes.reduce(0, +) : nil,
            identity: files.map { $0.path.visible + ($0.bytes == nil ? " (to its end)" : "") }.joined(separator: ", "),
            measures: files.map { $0.bytes ?? 0 })
    }

    /// How the bytes of those files are cut that have a size.
    func splits() throws(JobError) -> FileSplits {
        FileSplits(of: try files().reduce(0) { $0 + ($1.bytes ?? 0) })
    }

    /// The pieces of files that make up some splits, in the order of the files.
    ///
    /// - Parameter withWholes: Whether those among them that are read to their ends belong to it. A pipe can be read once only.
    func pieces(of splits: Range<Int>, withWholes: Bool) throws(JobError) -> [FilePiece] {
        let range = try self.splits().bytes(of: splits)
        var start = 0
        var pieces: [FilePiece] = []
        for file in try files() {
            guard let bytes = file.bytes else {
                if withWholes {
                    pieces.append(
                        FilePiece(path: file.path, range: 0..<Int.max, bytes: nil, compression: file.compression))
                }
                continue
            }
            let part = range.clamped(to: start..<start + bytes)
            if let compression = file.compression {
                // Whoever has its first byte reads all of it.
                if !part.isEmpty, part.lowerBound == start {
                    pieces.append(
                        FilePiece(path: file.path, range: 0..<Int.max, bytes: nil, compression: compression))
                }
            } else if !part.isEmpty {
                pieces.append(
                    FilePiece(path: file.path, range: part.lowerBound - start..<part.upperBound - start, bytes: bytes))
            }
            start += bytes
        }
        return pieces
    }

    private func compression(of path: ByteString) throws(JobError) -> Compression? {
        if let compression = Compression.named(by: path, of: compressions) { return compression }
        guard let advice = Compression.advice(for: path), try Self.size(of: path) != nil else { return nil }
        let isCompressed = try SmallReads(path).withBytes(at: 0, count: 4) { Compression.looksCompressed(Array($0)) }
        if isCompressed { throw JobError(.io, advice) }
        return nil
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

    private static func size(of path: ByteString) throws(JobError) -> Int? {
        // Each rank has one of its own, and rank 0's is meant.
        if path == "/dev/stdin" { return nil }
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else { throw failure("can't be opened", path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return try regularSize(of: path)
        case S_IFDIR:
            throw JobError(.io, "\(path.visible) is a directory; name the files in it, as in \(path.visible)/*")
        default:
            // Not opened yet: whoever writes into a pipe ends when its reader closes it.
            guard path.withCString({ access($0, R_OK) }) == 0 else { throw failure("can't be opened", path) }
            return nil
        }
    }

    /// The size of a regular file, as far as it says anything about its content.
    private static func regularSize(of path: ByteString) throws(JobError) -> Int? {
        let descriptor = try open(path)
        defer { close(descriptor) }
        var status = stat()
        var system = statvfs()
        guard fstat(descriptor, &status) == 0, fstatvfs(descriptor, &system) == 0 else {
            throw failure("can't be examined", path)
        }
        // Where nothing is stored, as in /proc and /sys, sizes are made up: mostly 0, or a page.
        guard system.f_blocks > 0 else { return nil }
        var byte: UInt8 = 0
        return status.st_size == 0 && pread(descriptor, &byte, 1, 0) != 0 ? nil : Int(status.st_size)
    }

    static func open(_ path: ByteString) throws(JobError) -> Int32 {
        let descriptor = path.withCString { SystemLibrary.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw failure("can't be opened", path) }
        return descriptor
    }

    static func shorter(_ path: ByteString) -> JobError {
        JobError(.io, "\(path.visible) has become shorter than it was when the job started")
    }

    /// An error that names the file and the system's reason.
    static func failure(_ what: String, _ path: ByteString) -> JobError {
        let reason = String(cString: strerror(errno))
        return JobError(.io, "\(path.visible) \(what): \(reason)")
    }
}

/// A part of one file.
struct FilePiece: Sendable {
    let path: ByteString
    var range: Range<Int>
    /// Bytes of the whole file; nil for one that is read to its end.
    let bytes: Int?
    /// How it is compressed; the piece is all of the file then.
    var compression: Compression?

    /// Whether `next` begins where this ends.
    func isFollowed(by next: FilePiece) -> Bool { next.range.lowerBound == range.upperBound && next.path == path }
}
