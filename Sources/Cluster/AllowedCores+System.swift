internal import SystemLibrary

extension AllowedCores {
    /// What the system and the batch system grant this process now.
    ///
    /// Ask before creating threads: the affinity is that of the calling thread.
    public static func current() -> AllowedCores {
        AllowedCores(
            affinity: ofThisThread().map(CoreList.count),
            launcherAffinity: affinity(inStatus: "/proc/\(getppid())/status").map(CoreList.count),
            online: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
            quota: CPUQuota.ofThisProcess(readingFile: SmallFile.contents(of:)),
            environment: ProcessEnvironment.launcherVariables())
    }

    /// The cores that the calling thread may run on, if the system says.
    static func ofThisThread() -> RangeSet<Int>? { affinity(inStatus: "/proc/thread-self/status") }

    /// The affinity mask that Linux shows in the status file at `path`: the same as `sched_getaffinity` gives, but
    /// without a limit on the number of cores, and in reach of Swift.
    private static func affinity(inStatus path: String) -> RangeSet<Int>? {
        SmallFile.contents(of: path).flatMap(CoreList.affinity(inStatus:))
    }
}
