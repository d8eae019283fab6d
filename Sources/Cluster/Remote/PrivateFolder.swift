internal import CRemote
internal import SystemLibrary

/// A folder of this start's own that nobody else may enter, gone when the start is over.
///
/// It holds the ssh configuration, the socket for ssh's questions, and a link to this program under the name by
/// which ssh calls it; or a socket and a link for those who are called in place of ssh. A start that is killed leaves it behind; the next one of the same user removes it.
final class PrivateFolder {
    /// What folders of starts are called, before what makes each unique.
    static let ofStarts = "renoir-remote."
    /// Paths of sockets have about a hundred bytes, and Open MPI splits the path of its agent at spaces and colons.
    private static let longestBase = 60
    /// Seconds in which a folder that nobody holds is not yet left behind: it is locked just after it is made.
    private static let youngest = 60
    /// Folders that are looked at when one is made.
    private static let mostStale = 1000

    /// What is in it.
    enum Name: CaseIterable {
        case sshConfiguration, askpass, askpassSocket, agent, agentSocket

        fileprivate var text: String {
            switch self {
            case .sshConfiguration: "ssh_config"
            case .askpass: String(cString: renoir_askpass_name)
            case .askpassSocket: String(cString: renoir_askpass_socket)
            case .agent: String(cString: renoir_agent_name)
            case .agentSocket: String(cString: renoir_agent_socket)
            }
        }
    }

    let path: String
    /// Locked as long as the start goes on.
    private let lock: OpenFile

    /// Makes the folder in one of `bases`, after removing those with the same prefix that were left behind there.
    ///
    /// - Parameter bases: Where the system keeps files of processes, if nothing else is said.
    init(prefix: String = ofStarts, in bases: [String]? = nil) throws(RemoteStartError) {
        let bases = bases ?? Self.bases(variables: ["XDG_RUNTIME_DIR", "TMPDIR"])
        var failure = "there is no folder for temporary files"
        for base in bases {
            Self.removeStale(prefix, in: base)
            var template = Array("\(base)/\(prefix)XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else {
                failure = "no folder can be made in \(base): \(OpenFile.lastError)"
                continue
            }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let lock = try OpenFile.reading(path)
            guard flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
                rmdir(path)
                throw RemoteStartError(.system, "\(path) can't be locked: \(OpenFile.lastError)")
            }
            self.path = path
            self.lock = lock
            return
        }
        throw RemoteStartError(.system, failure)
    }

    /// Removes the folder with all that is in it.
    func remove() { Self.remove(path) }

    /// Writes a file that only this user may read.
    ///
    /// - Returns: Its path.
    func write(_ text: String, to name: Name) throws(RemoteStartError) -> String {
        let path = path(of: name)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw RemoteStartError(.system, "\(path) can't be made: \(OpenFile.lastError)") }
        guard OpenFile(descriptor).writeAll(Array(text.utf8)) else {
            throw RemoteStartError(.system, "\(path) can't be written: \(OpenFile.lastError)")
        }
        return path
    }

    /// Makes a link to `target`.
    ///
    /// - Returns: Its path.
    func link(_ name: Name, to target: String) throws(RemoteStartError) -> String {
        let path = path(of: name)
        guard symlink(target, path) == 0 else {
            throw RemoteStartError(.system, "\(path) can't be made: \(OpenFile.lastError)")
        }
        return path
    }

    func path(of name: Name) -> String { "\(path)/\(name.text)" }

    /// Removes what is in the folder.
    func empty() { Self.empty(path) }

    /// The folders that `variables` of the environment name, if they have plain paths, and the one that is always there.
    static func bases(variables: [String]) -> [String] {
        let named = variables.compactMap { ProcessEnvironment.value(of: $0) }
        return named.filter { path in
            let isPlain = path.utf8.allSatisfy { $0.isNameByte || "/._-+".utf8.contains($0) }
            return path.hasPrefix("/") && isPlain && path.utf8.count <= longestBase
        } + ["/tmp"]
    }

    /// Removes the folders of starts that are over.
    private static func removeStale(_ prefix: String, in base: String) {
        let found = OpenFile.names(inFolder: base) { $0.hasPrefix(prefix) }.prefix(mostStale).map { "\(base)/\($0)" }
        for path in found where isStale(path) { remove(path) }
    }

    /// Whether `path` is a folder of this user's that only this user may enter, not new, and held by nobody.
    private static func isStale(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        let folder = OpenFile(descriptor)
        var facts = stat()
        guard fstat(folder.descriptor, &facts) == 0, facts.st_uid == geteuid(), facts.st_mode & 0o777 == 0o700
        else { return false }
        #if canImport(Darwin)
            let changed = facts.st_mtimespec.tv_sec
        #else
            let changed = facts.st_mtim.tv_sec
        #endif
        return time(nil) - changed >= youngest && flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0
    }

    private static func remove(_ path: String) {
        empty(path)
        rmdir(path)
    }

    /// Links are removed, and not followed.
    private static func empty(_ path: String) {
        for name in OpenFile.names(inFolder: path, where: { $0 != "." && $0 != ".." }) {
            if unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        }
    }
}
