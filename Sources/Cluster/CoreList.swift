/// Linux's form for a set of cores: `0-3,8` is cores 0, 1, 2, 3 and 8.
enum CoreList {
    /// More cores than any kernel is built for; keeps a malformed list from overflowing the sum.
    static let mostCores = 1 << 20

    /// The number of cores in `text`, or `nil` if it has another form or names no core.
    static func count(_ text: Substring) -> Int? {
        var count = 0
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count <= 2, let first = core(ends.first), let last = core(ends.last), first <= last else {
                return nil
            }
            count += last - first + 1
            guard count <= mostCores else { return nil }
        }
        return count > 0 ? count : nil
    }

    /// The number of cores that a process may run on by `status`, the text of its `/proc/…/status`.
    static func affinity(inStatus status: String) -> Int? {
        let key = "Cpus_allowed_list:"
        for line in status.split(whereSeparator: \.isNewline) where line.hasPrefix(key) {
            let words = line.dropFirst(key.count).split(whereSeparator: \.isWhitespace)
            return words.count == 1 ? count(words[0]) : nil
        }
        return nil
    }

    private static func core(_ digits: Substring?) -> Int? {
        guard let digits, let core = Int(digits), (0..<mostCores).contains(core) else { return nil }
        return core
    }
}
