/// A host's name or its IP address, in a form that is safe wherever it is written.
///
/// Launchers and ssh take addresses as words of their own files and command lines, so only what has no meaning there is
/// let through: letters, digits, `.`, `-`, `_`, and for IPv6 `:` and a zone after `%`.
public struct HostAddress: Hashable {
    /// The address as it was written.
    public let text: String
    /// Whether it is an IPv6 address.
    public let isIPv6: Bool

    /// - Throws: ``ConfigurationError`` if `text` is no name and no address.
    public init(_ text: String) throws(ConfigurationError) {
        guard !text.isEmpty else { throw ConfigurationError("it is empty") }
        if text.contains(":") {
            guard !text.hasPrefix("[") else {
                throw ConfigurationError("'\(text)': an IPv6 address stands here without brackets")
            }
            guard Self.isIPv6(text) else { throw ConfigurationError("'\(text)' is no IPv6 address") }
            isIPv6 = true
        } else {
            if let problem = Self.problem(ofName: text) { throw ConfigurationError("'\(text)' \(problem)") }
            isIPv6 = false
        }
        self.text = text
    }

    /// The name under which launchers know the host.
    ///
    /// It is the address itself, except that Open MPI takes neither IPv6 addresses nor `_` in a name: such a host has an
    /// alias, which the ssh configuration resolves. That of an IPv6 address has no dots, at which Open MPI may cut it.
    public var launcherName: String {
        let marks = isIPv6 ? ":%_." : "_"
        let name = String(text.map { marks.contains($0) ? "-" : $0 })
        return isIPv6 ? "ip6-" + name.lowercased() : name
    }

    /// Whether launchers reach the host only by the ssh configuration that knows its alias.
    public var needsAlias: Bool { launcherName != text }

    /// What is wrong with `text` as a host's name or IPv4 address, or nil.
    private static func problem(ofName text: String) -> String? {
        guard text.utf8.count <= 253 else { return "has more than 253 characters" }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        for label in labels {
            guard (1...63).contains(label.utf8.count) else {
                return "is no host name: a part between dots has 1 to 63 characters"
            }
            guard label.utf8.allSatisfy({ $0.isNameByte || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) else {
                return "is no host name: it has letters of ASCII, digits, '.', '-' and '_'"
            }
            // An alias has '-' in place of '_', and an option is what begins with it.
            guard label.utf8.first?.isNameByte == true else {
                return "is no host name: each part begins with a letter or a digit"
            }
        }
        // What ends in a number is an address to every resolver; ssh and Open MPI would differ on 127.1 or 010.0.0.1.
        guard labels.last?.utf8.allSatisfy(\.isDigit) == true else { return nil }
        return labels.count == 4 && labels.allSatisfy({ Self.isOctet($0) }) ? nil : "is no IPv4 address"
    }

    private static func isOctet(_ digits: Substring) -> Bool {
        guard let value = UInt8(digits) else { return false }
        return String(value) == digits
    }

    /// What the name of a network interface may have beside letters and digits: `br-lan`, `eth0.100`.
    private static let zoneMarks = Array("-._".utf8)

    /// Whether `text` is an IPv6 address: eight groups, or fewer around one `::`, perhaps with an IPv4 address at the
    /// end and a zone.
    private static func isIPv6(_ text: String) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            let zone = parts[1].utf8
            guard (1...15).contains(zone.count), zone.allSatisfy({ $0.isNameByte || zoneMarks.contains($0) })
            else { return false }
        }
        let halves = parts[0].doubleColonHalves
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let words = half.split(separator: ":", omittingEmptySubsequences: false)
            for (place, word) in words.enumerated() {
                if index == halves.count - 1, place == words.count - 1, word.contains(".") {
                    let octets = word.split(separator: ".", omittingEmptySubsequences: false)
                    guard octets.count == 4, octets.allSatisfy({ isOctet($0) }) else { return false }
                    groups += 2
                } else {
                    guard (1...4).contains(word.utf8.count), word.utf8.allSatisfy(\.isHexDigit) else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups <= 7 : groups == 8
    }
}

extension HostAddress: CustomStringConvertible {
    public var description: String { text }
}

extension HostAddress: Sendable {}

extension Substring {
    /// What stands around each `::`.
    fileprivate var doubleColonHalves: [Substring] {
        var halves: [Substring] = []
        var rest = self
        while let place = rest.firstDoubleColon {
            halves.append(rest[..<place])
            rest = rest[rest.index(place, offsetBy: 2)...]
        }
        return halves + [rest]
    }

    private var firstDoubleColon: Index? {
        indices.dropLast().first { self[$0] == ":" && self[index(after: $0)] == ":" }
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    var isNameByte: Bool { isDigit || isLetter }
    var isHexDigit: Bool { isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20) }
}
