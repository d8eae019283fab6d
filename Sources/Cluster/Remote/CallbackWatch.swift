/// Watches for the hosts to connect back to `mpirun`, which waits for them without a bound.
///
/// Once ssh has started Open MPI's daemons, they connect to the ports of control on this machine. Where a firewall swallows
/// that, `mpirun` has neither a process of its own left to wait for nor a connection.
struct CallbackWatch {
    /// Milliseconds for which nobody may have connected.
    static let patience: UInt64 = 30_000
    private static let interval: UInt64 = 1000

    private let ports: ClosedRange<Int>
    private var lastSign: UInt64
    private var nextLook: UInt64
    private var isOver = false

    init(ports: ClosedRange<Int>, now: UInt64) {
        self.ports = ports
        lastSign = now
        nextLook = now
    }

    /// Whether nobody has connected for too long.
    ///
    /// - Parameters:
    ///   - isBusy: Whether `mpirun` has processes of its own: ssh that is logging in, or ranks.
    ///   - tables: The system's tables of connections. Asked for now and then, until there is one.
    mutating func isTooLong(at now: UInt64, isBusy: () -> Bool, tables: () -> [String]) -> Bool {
        guard !isOver, now >= nextLook else { return false }
        nextLook = now + Self.interval
        isOver = tables().contains { Self.hasConnection($0, at: ports) }
        if isOver || isBusy() { lastSign = now }
        return now - lastSign >= Self.patience
    }

    /// Whether `table`, in the form of `/proc/net/tcp`, has a connection that was made to one of `ports` here.
    static func hasConnection(_ table: String, at ports: ClosedRange<Int>) -> Bool {
        table.split(separator: "\n").contains { line in
            // Number, address and port here, those there, and the state: 01 is "established".
            let fields = line.split(separator: " ", maxSplits: 4)
            guard fields.count > 3, fields[3] == "01", let port = fields[1].split(separator: ":").last else {
                return false
            }
            return Int(port, radix: 16).map(ports.contains) ?? false
        }
    }
}

extension CallbackWatch: Sendable {}
