internal import CRemote
internal import SystemLibrary

/// Sockets that only this user's processes on this machine reach.
enum LocalSocket {
    /// A socket that listens at `path`, in a folder that nobody else may enter.
    static func listening(at path: String) throws(RemoteStartError) -> OpenFile {
        let listener = OpenFile(socket(AF_UNIX, SocketKind.stream, 0))
        _ = fcntl(listener.descriptor, F_SETFD, FD_CLOEXEC)
        listener.doNotBlock()
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let fits = withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            guard path.utf8.count < bytes.count else { return false }
            bytes.copyBytes(from: path.utf8)
            return true
        }
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(listener.descriptor, generic, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard fits, code == 0, chmod(path, 0o600) == 0, listen(listener.descriptor, 64) == 0 else {
            throw RemoteStartError(.system, "no socket can be made at \(path): \(OpenFile.lastError)")
        }
        return listener
    }

    /// The next connection to `listener`, if it is of this user.
    static func accept(_ listener: OpenFile) -> OpenFile? {
        let descriptor = SystemLibrary.accept(listener.descriptor, nil, nil)
        guard descriptor >= 0 else { return nil }
        let file = OpenFile(descriptor)
        guard renoir_own_peer(descriptor) > 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        file.doNotBlock()
        return file
    }
}
