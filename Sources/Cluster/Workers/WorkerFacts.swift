internal import SystemLibrary

/// What a worker says of itself.
struct WorkerFacts: Hashable {
    /// What no other worker has: programs claim several in this order, so that no two wait for each other.
    var id: String
    /// The ranks that it takes.
    var slots: Int
    /// The same for workers that share processors, memory, files and processes, of one user.
    var host: String

    private static let separator = UInt8(ascii: "\n")

    var encoded: [UInt8] { Array("\(id)\n\(slots)\n\(host)".utf8) }

    /// - Returns: Nil if `bytes` don't say it.
    init?(decoding bytes: ArraySlice<UInt8>) {
        let lines = bytes.split(separator: Self.separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard lines.count == 3, let slots = Int(lines[1]), Host.coreRange.contains(slots) else { return nil }
        self.init(id: lines[0], slots: slots, host: lines[2])
    }

    init(id: String, slots: Int, host: String) {
        self.id = id
        self.slots = slots
        self.host = host
    }

    /// Those of this process.
    static func own(slots: Int) throws(RemoteStartError) -> WorkerFacts {
        let id = try MessageCode.random(16).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        return WorkerFacts(id: id, slots: slots, host: ownHost(else: id))
    }

    private static func ownHost(else id: String) -> String {
        let boot = OpenFile.contents(of: "/proc/sys/kernel/random/boot_id").prefix { !$0.isNewline }
        // Where the system doesn't tell, each worker is taken for a host of its own.
        guard !boot.isEmpty else { return id }
        let spaces = ["cgroup", "ipc", "mnt", "net", "pid", "uts"].map { name in
            var facts = stat()
            return stat("/proc/self/ns/\(name)", &facts) == 0 ? "\(facts.st_ino)" : "-"
        }
        return "\(boot) \(geteuid()) " + spaces.joined(separator: " ")
    }
}

extension WorkerFacts: Sendable {}
