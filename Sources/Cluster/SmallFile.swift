internal import SystemLibrary

/// Files that the kernel makes up when they are read.
enum SmallFile {
    /// The text of a file of the kernel's, or `nil` if it can't be read.
    static func contents(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let capacity = 1 << 16
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { buffer in
            var filled = 0
            while filled < capacity {
                let count = read(descriptor, buffer.baseAddress! + filled, capacity - filled)
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { return nil }
                if count == 0 { break }
                filled += count
            }
            return String(decoding: UnsafeRawBufferPointer(rebasing: buffer[..<filled]), as: UTF8.self)
        }
    }
}
