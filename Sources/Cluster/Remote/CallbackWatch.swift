internal import CRemote

/// Watches for the hosts to connect back to `mpirun`, which waits for them without a bound.
///
/// Once ssh has started Open MPI's daemons, each connects to a port of control on this machine; before all have, no rank
/// starts. Where a firewall swallows one of them, `mpirun` has neither a process of its own left to wait for nor that
/// connection.
struct CallbackWatch {
    /// Milliseconds for which nobody may have connected.
    static let patience: UInt64 = 30_000
    private static let interval: UInt64 = 500
    /// What `mpirun` starts to reach the hosts, and its own names, which its children have until they are somebody else.
    private static let starters: Set = ["ssh", "mpirun", "orterun", "mpiexec", agent]
    /// What takes ssh's place for workers, which stays as long as the host's daemon does.
    private static let agent = String(cString: renoir_agent_name)

    private let hosts: Int
    var ports: [ClosedRange<Int>]
    private var connected = 0
    private var lastSign: UInt64
    private var nextLook: UInt64
    private var isOver = false

    /// - Parameters:
    ///   - hosts: How many have to connect. Ranks of this machine, if it is one of them, show that the others have.
    ///   - ports: Where they do; nil if that is not known yet.
    init(hosts: Int, ports: ClosedRange<Int>?, now: UInt64) {
        self.hosts = hosts
        self.ports = ports.map { [$0] } ?? []
        lastSign = now
        nextLook = now
    }

    /// Whether not all hosts have connected, and nobody for too long.
    ///
    /// - Parameters:
    ///   - children: The names of the processes that `mpirun` has, if they are known: ssh that is logging in, or ranks.
    ///   - tables: The system's tables of connections. Asked for now and then, until the start is over.
    mutating func isTooLong(at now: UInt64, children: () -> [String]?, tables: () -> [String]) -> Bool {
        guard !isOver, now >= nextLook else { return false }
        nextLook = now + Self.interval
        let count = tables().reduce(0) { $0 + Self.connections($1, at: ports) }
        guard let children = children() else {
            isOver = true
            return false
        }
        isOver = count >= hosts || !Self.starters.isSuperset(of: children)
        if count > connected || !children.allSatisfy({ $0 == Self.agent }) { lastSign = now }
        connected = max(connected, count)
        return !isOver && now - lastSign >= Self.patience
    }

    /// What to tell when it is too long.
    var message: String {
        let some = connected == 0 ? "no host has" : "only \(connected) of \(hosts) hosts have"
        return "\(some) connected back within \(Self.patience / 1000) s: is there a firewall before ports "
            + "\(shown) of this machine, or is it to be reached in one of several networks "
            + "only (mca.oob_tcp_if_include)?"
    }

    private var shown: String {
        ports.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.sorted()
            .joined(separator: ", ")
    }

    /// The connections in `table`, in the form of `/proc/net/tcp`, that were made to one of `ports` here.
    static func connections(_ table: String, at ports: [ClosedRange<Int>]) -> Int {
        table.split(separator: "\n").count { line in
            // Number, address and port here, those there, and the state: 01 is "established".
            let fields = line.split(separator: " ", maxSplits: 4)
            guard fields.count > 3, fields[3] == "01", let port = fields[1].split(separator: ":").last else {
                return false
            }
            return Int(port, radix: 16).map { port in ports.contains { $0.contains(port) } } ?? false
        }
    }
}

extension CallbackWatch: Sendable {}
