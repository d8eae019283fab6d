internal import SystemLibrary

/// The memory that this process and the others of its control groups may have.
public enum AvailableMemory {
    /// The memory of this host, or less if a control group limits it.
    ///
    /// - Complexity: A few small files are read.
    public static var bytes: Int {
        let (pages, size) = (Int(sysconf(Int32(_SC_PHYS_PAGES))), Int(sysconf(Int32(_SC_PAGESIZE))))
        let physical = pages > 0 && size > 0 ? pages * size : .max
        return min(physical, limit(readingFile: SmallFile.contents(of:)) ?? .max)
    }

    /// The smallest limit of all control groups that this process is in; nil if there is none.
    static func limit(readingFile: (String) -> String?) -> Int? {
        guard let membership = readingFile("/proc/self/cgroup") else { return nil }
        return ControlGroup.groups(membership, controller: "memory").flatMap { group in
            let file = group.version == .two ? "/memory.max" : "/memory.limit_in_bytes"
            return group.directories.compactMap { readingFile($0 + file).flatMap(parse) }
        }.min()
    }

    /// A number of bytes; `max` is no limit, nor is what version 1 says instead, a number near the largest.
    static func parse(_ text: String) -> Int? {
        guard let word = text.split(whereSeparator: \.isWhitespace).first, let bytes = Int(word),
            bytes > 0, bytes < 1 << 60
        else { return nil }
        return bytes
    }
}
