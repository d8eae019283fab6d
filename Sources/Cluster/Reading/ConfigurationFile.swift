internal import SystemLibrary

/// A configuration file as it lies on the disk.
struct ConfigurationFile {
    /// More than any description takes.
    static let mostBytes = 1 << 20

    let bytes: [UInt8]
    /// Whether others than its owner may read it.
    let isReadableByOthers: Bool

    /// Reads the file at `path`.
    ///
    /// - Throws: ``ConfigurationError`` without a line if it can't be read or is too large.
    init(_ path: String) throws(ConfigurationError) {
        guard !path.utf8.contains(0) else { throw ConfigurationError("its name has the character U+0000", file: path) }
        // A pipe without a writer would not open otherwise.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw Self.failure("can't be opened", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("can't be read", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw ConfigurationError("is no regular file", file: path) }
        isReadableByOthers = status.st_mode & (S_IRWXG | S_IRWXO) != 0
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= Self.mostBytes {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Self.failure("can't be read", path) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        guard bytes.count <= Self.mostBytes else {
            throw ConfigurationError("it has more than \(Self.mostBytes) bytes", file: path)
        }
        self.bytes = bytes
    }

    private static func failure(_ what: String, _ path: String) -> ConfigurationError {
        ConfigurationError("\(what): \(String(cString: strerror(errno)))", file: path)
    }
}

extension ConfigurationFile: Sendable {}
