/// Where a worker listens: `host1.lan:7001`, `10.0.0.1:7001`, `[fd00::1]:7001`.
package struct WorkerAddress: Hashable {
    package let host: String
    package let port: Int

    /// Any more are a mistake.
    private static let most = 4096

    /// - Parameter lowestPort: 0 lets the system choose one, which only who listens can want.
    package init(_ text: String, lowestPort: Int = 1) throws(RemoteStartError) {
        func problem(_ what: String) -> RemoteStartError {
            RemoteStartError(.configuration, "'\(text.visible)' \(what); a worker is HOST:PORT, such as host1.lan:7001")
        }
        guard let colon = text.lastIndex(of: ":") else { throw problem("has no port") }
        let digits = text[text.index(after: colon)...]
        guard let port = Int(digits), String(port) == digits, (lowestPort...PortPlan.last).contains(port) else {
            throw problem("has no port from 1 to \(PortPlan.last)")
        }
        var name = text[..<colon]
        let isBracketed = name.hasPrefix("[") && name.hasSuffix("]")
        if isBracketed { name = name.dropFirst().dropLast() }
        let address: HostAddress
        do { address = try HostAddress(String(name)) } catch { throw problem("is none: \(error.message.visible)") }
        guard address.isIPv6 == isBracketed else { throw problem("has an IPv6 address, which stands in brackets") }
        host = address.text
        self.port = port
    }

    /// The addresses in `text`, separated by commas.
    package static func list(_ text: String) throws(RemoteStartError) -> [WorkerAddress] {
        var addresses: [WorkerAddress] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let address = try WorkerAddress(part.split(separator: " ").joined(separator: " "))
            guard !addresses.contains(address) else {
                throw RemoteStartError(.configuration, "\(address) stands there twice")
            }
            addresses.append(address)
        }
        guard addresses.count <= most else {
            throw RemoteStartError(.configuration, "there are more than \(most) workers")
        }
        return addresses
    }
}

extension WorkerAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension WorkerAddress: Sendable {}
