internal import SystemLibrary

/// An open file, closed when nobody refers to it any more.
final class OpenFile: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Both ends of a pipe that no other process inherits.
    static func pipe() throws(RemoteStartError) -> (read: OpenFile, write: OpenFile) {
        var ends: [Int32] = [-1, -1]
        let code = ends.withUnsafeMutableBufferPointer { makePipe($0.baseAddress!) }
        guard code == 0 else { throw RemoteStartError(.system, "no pipe can be made: \(Self.lastError)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (OpenFile(ends[0]), OpenFile(ends[1]))
    }

    /// A pipe with `text` in it and nothing to come.
    ///
    /// - Precondition: `text` fits into a pipe: it has less than 64 KiB.
    static func holding(_ text: String) throws(RemoteStartError) -> OpenFile {
        let ends = try pipe()
        precondition(text.utf8.count < 1 << 16, "\(text.utf8.count) bytes fill a pipe")
        ends.write.doNotBlock()
        guard ends.write.writeAll(Array(text.utf8)) else {
            throw RemoteStartError(.system, "a pipe can't be written: \(lastError)")
        }
        return ends.read
    }

    static func reading(_ path: String) throws(RemoteStartError) -> OpenFile {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RemoteStartError(.system, "\(path) can't be opened: \(lastError)") }
        return OpenFile(descriptor)
    }

    /// Opens what is closed of standard input, output and error, so that no other file gets their numbers.
    static func openStandardFiles() throws(RemoteStartError) {
        var descriptor: Int32
        repeat { descriptor = open("/dev/null", O_RDWR) } while (STDIN_FILENO...STDERR_FILENO).contains(descriptor)
        guard descriptor >= 0 else { throw RemoteStartError(.system, "/dev/null can't be opened: \(lastError)") }
        close(descriptor)
    }

    /// The text of a file of the kernel's, as far as it is not unreasonably long; empty if it can't be read.
    static func contents(of path: String) -> String {
        guard let file = try? reading(path) else { return "" }
        var bytes: [UInt8] = []
        while bytes.count < 1 << 22, let more = file.readSome(), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The names in a folder that satisfy `isWanted`; none if it can't be read.
    static func names(inFolder path: String, where isWanted: (String) -> Bool) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if isWanted(name) { names.append(name) }
        }
        return names
    }

    func doNotBlock() { _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK) }

    /// What can be read now: nil if there is nothing yet, nothing at the end and after an error.
    func readSome() -> [UInt8]? {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, filled in
            repeat { count = read(descriptor, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
            filled = max(0, count)
        }
        return count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? nil : bytes
    }

    /// Whether everything was taken.
    @discardableResult
    func writeAll(_ bytes: [UInt8]) -> Bool { Self.writeAll(bytes, to: descriptor) }

    /// Whether everything was taken.
    @discardableResult
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes
            while rest.count > 0 {
                let count = write(descriptor, rest.baseAddress, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
            return true
        }
    }

    /// What the last call of the system failed with.
    static var lastError: String { String(cString: strerror(errno)) }
}

private func makePipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
