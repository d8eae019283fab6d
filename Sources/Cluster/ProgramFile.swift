internal import SystemLibrary

/// Where programs are.
public enum ProgramFile {
    /// The longest path that is looked at.
    private static let longestPath = 1 << 16

    /// The file of the running program, whatever it was called by; `nil` if the system doesn't say.
    public static func ofThisProcess() -> String? {
        #if os(Linux)
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: longestPath) { buffer in
                let count = readlink("/proc/self/exe", buffer.baseAddress!, longestPath)
                guard count > 0, count < longestPath else { return nil }
                return String(validating: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        #else
            guard let path = realpath(CommandLine.arguments[0], nil) else { return nil }
            defer { free(path) }
            return String(cString: path)
        #endif
    }

    /// The first program called `name` in the folders of `searchPath`, which are separated by colons.
    ///
    /// Only absolute folders are looked at: what lies in the current one is nobody's tool.
    public static func find(_ name: String, in searchPath: String) -> String? {
        for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
            let path = "\(folder)/\(name)"
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, access(path, X_OK) == 0 { return path }
        }
        return nil
    }
}
