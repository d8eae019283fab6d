internal import SystemLibrary

/// The memory that this process may have, alone or with others.
public enum AvailableMemory {
    /// What one of `ranksOnHost` processes may take from now on: its share of the host's memory, or of what a control group
    /// leaves, and no more than its own limits (`ulimit -v`, `ulimit -d`) leave it.
    ///
    /// - Complexity: A few small files are read.
    public static func bytes(ranksOnHost: Int = 1) -> Int {
        let (pages, size) = (Int(sysconf(Int32(_SC_PHYS_PAGES))), Int(sysconf(Int32(_SC_PAGESIZE))))
        let physical = pages > 0 && size > 0 ? pages * size : .max
        let shared = min(physical, leftByGroups(readingFile: SmallFile.contents(of:)) ?? .max)
        return share(of: shared, ranksOnHost: ranksOnHost, left: leftByLimits())
    }

    /// What one of `ranksOnHost` processes can have at this moment, beside all others of the host.
    ///
    /// - Complexity: A few small files are read.
    public static func unusedBytes(ranksOnHost: Int = 1) -> Int {
        let unused = SmallFile.contents(of: "/proc/meminfo").flatMap { value(of: "MemAvailable:", in: $0) }
        let most = bytes(ranksOnHost: ranksOnHost)
        return share(of: unused.map { $0 << 10 } ?? .max, ranksOnHost: ranksOnHost, left: most)
    }

    /// - Parameters:
    ///   - shared: What all ranks of the host have together.
    ///   - left: What this process may have for itself.
    static func share(of shared: Int, ranksOnHost: Int, left: Int?) -> Int {
        max(1, min(shared / max(1, ranksOnHost), left ?? .max))
    }

    /// What a limit leaves to those who use `used` bytes already.
    static func left(of limit: Int, used: Int?) -> Int { max(0, limit - (used ?? 0)) }

    // MARK: Control groups

    /// The least that any of the control groups leaves in which this process is; nil if none has a limit.
    static func leftByGroups(readingFile: (String) -> String?) -> Int? {
        guard let membership = readingFile("/proc/self/cgroup") else { return nil }
        return ControlGroup.groups(membership, controller: "memory").flatMap { group in
            let files =
                switch group.version {
                case .two: (limit: "/memory.max", used: "/memory.current", files: "inactive_file")
                case .one:
                    (limit: "/memory.limit_in_bytes", used: "/memory.usage_in_bytes", files: "total_inactive_file")
                }
            return group.directories.compactMap { directory -> Int? in
                guard let limit = readingFile(directory + files.limit).flatMap(parse) else { return nil }
                // The contents of files make room for whoever needs it.
                let cached = readingFile(directory + "/memory.stat").flatMap { value(of: files.files, in: $0) }
                let used = readingFile(directory + files.used).flatMap(parse).map { max(0, $0 - (cached ?? 0)) }
                return left(of: limit, used: used)
            }
        }.min()
    }

    /// A number of bytes; `max` is no limit, nor is what version 1 says instead, a number near the largest.
    static func parse(_ text: String) -> Int? {
        guard let word = text.split(whereSeparator: \.isWhitespace).first, let bytes = Int(word),
            bytes > 0, bytes < 1 << 60
        else { return nil }
        return bytes
    }

    /// The number behind `name`, where each line has a name and a number.
    static func value(of name: String, in text: String) -> Int? {
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace)
            if words.count >= 2, words[0] == name { return Int(words[1]) }
        }
        return nil
    }

    // MARK: Limits of this process

    /// What the limits of address space and of data leave; nil if there are none.
    private static func leftByLimits() -> Int? {
        let status = SmallFile.contents(of: "/proc/self/status") ?? ""
        return left(addressSpace: limit(Self.addressSpace), data: limit(Self.data), status: status)
    }

    /// - Parameter status: The text of `/proc/self/status`, in kilobytes.
    static func left(addressSpace: Int?, data: Int?, status: String) -> Int? {
        func used(_ name: String) -> Int? { value(of: name, in: status).map { $0 << 10 } }
        return [
            addressSpace.map { left(of: $0, used: used("VmSize:")) }, data.map { left(of: $0, used: used("VmData:")) },
        ].compactMap(\.self).min()
    }

    #if canImport(Glibc)
        private static let addressSpace = Int32(RLIMIT_AS.rawValue)
        private static let data = Int32(RLIMIT_DATA.rawValue)
    #else
        private static let addressSpace = RLIMIT_AS
        private static let data = RLIMIT_DATA
    #endif

    private static func limit(_ resource: Int32) -> Int? {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < 1 << 60 else { return nil }
        return Int(limit.rlim_cur)
    }
}
