internal import CRemote

/// Listens where `mpirun` will, while the hosts try whether they get there.
///
/// Open MPI's daemons connect to the first port of control that is free, at any address of this machine. A host that reaches
/// none of them would let `mpirun` wait.
final class CallbackListener {
    /// Bytes for the addresses of one family; more are not told.
    private static let mostBytes = 4096

    private let listeners: [OpenFile]
    /// Where hosts are to connect to, in bash's form: `10.0.0.1/9400`. None if no port is free, which `mpirun` will tell.
    let targets: [String]

    init(_ ports: PortPlan) {
        var listeners: [OpenFile] = []
        var targets: [String] = []
        for (isIPv6, range) in [(false, ports.controlIPv4), (true, ports.controlIPv6)] {
            let addresses = Self.addresses(isIPv6: isIPv6)
            guard !addresses.isEmpty else { continue }
            for port in range {
                let descriptor = renoir_listen(isIPv6, UInt16(port))
                guard descriptor >= 0 else { continue }
                listeners.append(OpenFile(descriptor))
                targets += addresses.map { "\($0)/\(port)" }
                break
            }
        }
        self.listeners = listeners
        self.targets = targets
    }

    private static func addresses(isIPv6: Bool) -> [String] {
        let text = String(unsafeUninitializedCapacity: mostBytes) { bytes in
            bytes.withMemoryRebound(to: CChar.self) { chars in
                renoir_own_addresses(isIPv6, chars.baseAddress, chars.count)
                return chars.firstIndex(of: 0) ?? 0
            }
        }
        return text.split(separator: "\n").map(String.init)
    }
}

extension CallbackListener: Service {
    var descriptors: [Int32] { listeners.map(\.descriptor) }

    func serve(_ descriptor: Int32) { renoir_turn_away(descriptor) }
}
