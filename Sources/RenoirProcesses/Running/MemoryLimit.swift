internal import CProcesses
internal import SystemLibrary

/// The memory that a process may have: what it has as it begins, what it has asked for, and some room for stacks of threads.
enum MemoryLimit {
    private static let room = 64 << 20

    static func set(_ bytes: Int) {
        let (limit, isTooMuch) = (used() + room).addingReportingOverflow(bytes)
        guard !isTooMuch else { return }
        _ = renoir_limit_data(UInt64(limit))
    }

    /// Memory for data, as the system counts it for its limit.
    private static func used() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 256)
        guard fgets(&text, Int32(text.count), file) != nil else { return 0 }
        let fields = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            .split(whereSeparator: \.isWhitespace)
        guard fields.count > 5, let pages = Int(fields[5]) else { return 0 }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
