internal import CProcesses
internal import Cluster
internal import SystemLibrary

extension HostReport {
    /// What the host of this rank has.
    static func ofThisHost() -> HostReport {
        var bits = renoir_words()
        let cores = withUnsafeMutableBytes(of: &bits) { bytes -> [Int] in
            renoir_own_cores(bytes.assumingMemoryBound(to: UInt64.self).baseAddress)
            return (0..<bytes.count * 8).filter { bytes[$0 / 8] >> UInt8($0 % 8) & 1 == 1 }
        }
        let resources = HostResources.current()
        return HostReport(
            name: name, memory: resources.memory, coreParts: resources.cores * Resources.partsOfCore, cores: cores)
    }

    private typealias renoir_words = InlineArray16

    /// Ranks that see the same sockets say the same.
    private static var name: String {
        var text = [CChar](repeating: 0, count: 256)
        gethostname(&text, text.count - 1)
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self) + " " + network
    }

    private static var network: String {
        var text = [UInt8](repeating: 0, count: 128)
        let count = text.withUnsafeMutableBytes {
            readlink("/proc/self/ns/net", $0.assumingMemoryBound(to: CChar.self).baseAddress!, $0.count)
        }
        return String(decoding: text.prefix(max(0, count)), as: UTF8.self)
    }
}

/// Room for 1024 bits.
private struct InlineArray16 {
    private var words: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
    private var more: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0, 0, 0)
}
