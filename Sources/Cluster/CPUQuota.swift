/// The share of processor time that Linux control groups grant a process, in cores.
///
/// Containers limit time, not cores: a process may see 64 cores and yet be halted for most of every period.
enum CPUQuota {
    /// The smallest quota of all groups that this process is in, or `nil` if there is none.
    ///
    /// Version 2 has the file `cpu.max` in each group, version 1 the pair `cpu.cfs_quota_us` and `cpu.cfs_period_us`.
    /// A limit of an outer group holds for all groups inside, so every level is looked at. A container may have its
    /// group mounted as the root while `/proc/self/cgroup` names the path outside: levels without files are passed over.
    ///
    /// - Parameter readingFile: The contents of a file, or `nil` if it can't be read.
    static func ofThisProcess(readingFile: (String) -> String?) -> Double? {
        guard let membership = readingFile("/proc/self/cgroup") else { return nil }
        var smallest: Double?
        for group in ControlGroup.groups(membership, controller: "cpu") {
            for directory in group.directories {
                let cores =
                    switch group.version {
                    case .two: readingFile(directory + "/cpu.max").flatMap(parse(cpuMax:))
                    case .one:
                        parse(
                            quota: readingFile(directory + "/cpu.cfs_quota_us"),
                            period: readingFile(directory + "/cpu.cfs_period_us"))
                    }
                if let cores { smallest = min(smallest ?? cores, cores) }
            }
        }
        return smallest
    }

    /// The cores that `text`, the content of a `cpu.max`, grants: `quota period`, or `max period` for no limit.
    static func parse(cpuMax text: String) -> Double? {
        let fields = text.split(whereSeparator: \.isWhitespace)
        guard fields.count == 2 else { return nil }
        return cores(quota: fields[0], period: fields[1])
    }

    /// The cores that version 1 grants with these two files; a quota of −1 is no limit.
    static func parse(quota: String?, period: String?) -> Double? {
        guard let quota = quota?.split(whereSeparator: \.isWhitespace), quota.count == 1,
            let period = period?.split(whereSeparator: \.isWhitespace), period.count == 1
        else { return nil }
        return cores(quota: quota[0], period: period[0])
    }

    private static func cores(quota: Substring, period: Substring) -> Double? {
        guard let quota = Int(quota), let period = Int(period), quota > 0, period > 0 else { return nil }
        return Double(quota) / Double(period)
    }
}
