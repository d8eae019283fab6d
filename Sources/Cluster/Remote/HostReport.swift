/// What a host has said about itself, in lines of the form `word: text` between `renoir: begin` and `renoir: end`.
///
/// Whatever the user's own login scripts print stands before.
struct HostReport: Hashable {
    /// The system and the processor, such as `Linux x86_64`.
    private(set) var system = ""
    /// Whether Open MPI's daemon is where ssh finds programs.
    private(set) var hasDaemon = false
    private(set) var openMPI: OpenMPIVersion?
    /// The folder in which ranks start there.
    private(set) var folder = ""
    /// The path of a program with the right checksum.
    private(set) var program: String?
    /// Where this machine was reached, and where not, as ``CallbackListener/targets``. Neither if the host can't try.
    private(set) var ways: [String] = []
    private(set) var missingWays: [String] = []
    /// What that program misses there: lines of `ldd`.
    private(set) var missingLibraries: [String] = []

    /// - Returns: Nil if `bytes` are no complete report.
    init?(parsing bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let begin = lines.firstIndex(of: "renoir: begin"), lines.contains("renoir: end") else { return nil }
        for line in lines[begin...] {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let text = line[colon...].dropFirst().drop { $0 == " " }
            switch line[..<colon] {
            case "system": system = String(text)
            case "orted": hasDaemon = !text.isEmpty
            case "mpi": openMPI = OpenMPIVersion(String(text))
            case "folder": folder = String(text)
            case "program": program = String(text)
            case "way": ways.append(String(text))
            case "no way": missingWays.append(String(text))
            case "library": missingLibraries.append(String(text.drop { $0.isWhitespace }))
            default: break
            }
        }
    }
}

extension HostReport: Sendable {}
