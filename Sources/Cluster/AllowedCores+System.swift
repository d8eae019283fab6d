#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

extension AllowedCores {
    /// What the system and the batch system grant this process now.
    ///
    /// Ask before creating threads: the affinity is that of the calling thread.
    public static func current() -> AllowedCores {
        AllowedCores(
            affinity: ofThisThread().map(CoreList.count),
            launcherAffinity: affinity(inStatus: "/proc/\(getppid())/status").map(CoreList.count),
            online: max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))),
            quota: CPUQuota.ofThisProcess(readingFile: contents(ofSmallFile:)),
            environment: ProcessEnvironment.launcherVariables())
    }

    /// The cores that the calling thread may run on, if the system says.
    static func ofThisThread() -> RangeSet<Int>? { affinity(inStatus: "/proc/thread-self/status") }

    /// The affinity mask that Linux shows in the status file at `path`: the same as `sched_getaffinity` gives, but
    /// without a limit on the number of cores, and in reach of Swift.
    private static func affinity(inStatus path: String) -> RangeSet<Int>? {
        contents(ofSmallFile: path).flatMap(CoreList.affinity(inStatus:))
    }

    /// The text of a file of the kernel's, or `nil` if it can't be read.
    private static func contents(ofSmallFile path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let capacity = 1 << 16
        return withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { buffer in
            var filled = 0
            while filled < capacity {
                let count = read(descriptor, buffer.baseAddress! + filled, capacity - filled)
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { return nil }
                if count == 0 { break }
                filled += count
            }
            return String(decoding: UnsafeRawBufferPointer(rebasing: buffer[..<filled]), as: UTF8.self)
        }
    }
}
