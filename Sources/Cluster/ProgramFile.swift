internal import SystemLibrary

/// Where programs are.
public enum ProgramFile {
    /// The longest path that is looked at.
    private static let longestPath = 1 << 16

    /// The path of the running program's file as a C string, whatever it was called by; `nil` if the system doesn't say.
    public static func ofThisProcess() -> [CChar]? {
        #if os(Linux)
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: longestPath) { buffer in
                let count = readlink("/proc/self/exe", buffer.baseAddress!, longestPath)
                guard count > 0, count < longestPath else { return nil }
                return buffer[..<count] + [0]
            }
        #else
            guard let path = realpath(CommandLine.unsafeArgv[0]!, nil) else { return nil }
            defer { free(path) }
            return path[..<strlen(path)] + [0]
        #endif
    }

    /// The first program called `name` in the folders of `searchPath`, which are separated by colons.
    ///
    /// Only absolute folders are looked at: what lies in the current one is nobody's tool. Nor are those whose names are not
    /// UTF-8: what is found there could not be named.
    public static func find(_ name: String, in searchPath: some Collection<UInt8>) -> String? {
        for part in searchPath.split(separator: UInt8(ascii: ":")) {
            guard let folder = String(validating: part, as: UTF8.self), folder.hasPrefix("/") else { continue }
            let path = "\(folder)/\(name)"
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        return nil
    }
}
