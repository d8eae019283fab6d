internal import SystemLibrary

/// What programs and workers share: who has it may run programs as the worker's user.
///
/// It is not shown by printing, and is sent to nobody: each side proves to the other that it has it.
package struct WorkerToken: Hashable {
    /// The variable that has it where no file is named.
    package static let variable = "RENOIR_TOKEN"
    /// Fewer bytes could be guessed by whoever has heard a proof.
    private static let fewest = 16
    private static let most = 1024

    let bytes: [UInt8]

    /// - Parameter text: Blanks and line ends around it don't count.
    init(_ text: some Sequence<UInt8>) throws(RemoteStartError) {
        var bytes = Array(text)
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        bytes.removeFirst(bytes.prefix { $0 <= 0x20 }.count)
        guard (Self.fewest...Self.most).contains(bytes.count) else {
            throw RemoteStartError(
                .configuration,
                "the token has \(bytes.count) bytes; it has \(Self.fewest) to \(Self.most), such as those of: "
                    + "openssl rand -hex 32")
        }
        self.bytes = bytes
    }

    /// The token in the file at `path`, or in the environment if no file is named.
    ///
    /// - Throws: If there is none, or others than this user may read the file.
    package static func find(file path: String?) throws(RemoteStartError) -> WorkerToken {
        if let path { return try read(path) }
        guard let text = ProcessEnvironment.value(of: variable), !text.isEmpty else {
            throw RemoteStartError(
                .configuration, "there is no token: name its file with --token-file, or set \(variable)")
        }
        return try WorkerToken(text.utf8)
    }

    private static func read(_ path: String) throws(RemoteStartError) -> WorkerToken {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw RemoteStartError(.configuration, "the token file \(path) can't be opened: \(OpenFile.lastError)")
        }
        let file = OpenFile(descriptor)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            throw RemoteStartError(.configuration, "the token file \(path) is no file")
        }
        guard facts.st_uid == geteuid() else {
            throw RemoteStartError(.configuration, "the token file \(path) is another user's")
        }
        guard facts.st_mode & 0o077 == 0 else {
            throw RemoteStartError(
                .configuration, "others may read or write the token file \(path); chmod 600 keeps them out")
        }
        return try WorkerToken(file.readSome()?.prefix(most + 2) ?? [])
    }
}

extension WorkerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "…" }
    package var debugDescription: String { "…" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension WorkerToken: Sendable {}
