internal import SystemLibrary

/// This program, as it is to run on other hosts.
struct LocalProgram {
    /// Seconds that the checksum of a large program may take.
    private static let patience = 60
    private static let longestName = 64

    /// The absolute path of its file.
    let path: String
    /// The last part of the path.
    let name: String
    /// SHA-256, in hexadecimal digits.
    let checksum: String
    /// The system and the processor that it runs on, such as `Linux x86_64`.
    let system: String

    init(path: String, checksum: String, system: String) {
        self.path = path
        self.checksum = checksum
        self.system = system
        name = path.split(separator: "/").last.map(String.init) ?? path
    }

    /// This process's own program. The checksum is made by the same command as on the hosts.
    init(_ loop: ProcessLoop, environment: ProcessVariables) throws(RemoteStartError) {
        guard let file = ProgramFile.ofThisProcess() else {
            throw RemoteStartError(.system, "the file of this program is not known")
        }
        guard let path = file.withUnsafeBufferPointer({ String(validatingCString: $0.baseAddress!) }) else {
            let shown = file.dropLast().map { UInt8(bitPattern: $0) }.visible
            throw RemoteStartError(.system, "the program's path is no UTF-8, which other hosts can't be told: \(shown)")
        }
        let sum = Command(
            path: try environment.find("sha256sum"), environment: environment.values, input: .file(path))
        let outcome = try loop.run([sum], seconds: Self.patience)[0]
        let digits = String(decoding: outcome.output.prefix(64), as: UTF8.self)
        guard outcome.succeeded, digits.utf8.count == 64, digits.utf8.allSatisfy(\.isHexDigit) else {
            throw RemoteStartError(.system, "sha256sum does not tell the checksum of \(path)")
        }
        self.init(path: path, checksum: digits, system: Self.ownSystem())
    }

    /// What copies are called: the same for the same content, and safe in any script.
    var copyName: String {
        let plain = name.utf8.map { $0.isNameByte || $0 == UInt8(ascii: "_") ? Character(UnicodeScalar($0)) : "_" }
        return "\(String(plain.prefix(Self.longestName)))-\(checksum)"
    }

    /// The folder in which this process runs.
    static func currentFolder() throws(RemoteStartError) -> String {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        guard let folder = String(validatingCString: path) else {
            let shown = UnsafeRawBufferPointer(start: path, count: strlen(path)).visible
            throw RemoteStartError(
                .system, "the current folder's path is no UTF-8, which other hosts can't be told: \(shown)")
        }
        return folder
    }

    private static func ownSystem() -> String {
        var facts = utsname()
        guard uname(&facts) == 0 else { return "" }
        let words = [
            withUnsafeBytes(of: &facts.sysname) { Array($0) }, withUnsafeBytes(of: &facts.machine) { Array($0) },
        ]
        return words.map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }.joined(separator: " ")
    }
}

extension LocalProgram: Sendable {}
