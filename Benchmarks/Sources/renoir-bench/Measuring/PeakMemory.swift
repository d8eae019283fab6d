import Glibc

/// The most memory that this process has had.
enum PeakMemory {
    /// Pages in memory at the highest, in KiB; 0 where the system doesn't say. `getrusage` would report the launcher's if
    /// that had more.
    static var kibibytes: Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        var peak: Int = 0
        while fgets(&line, Int32(line.count), file) != nil {
            withVaList([withUnsafeMutablePointer(to: &peak) { $0 }]) { _ = vsscanf(line, "VmHWM: %ld", $0) }
        }
        return peak
    }
}
