/// Linux's form for a set of cores: `0-3,8` is cores 0, 1, 2, 3 and 8.
enum CoreList {
    /// More cores than any kernel is built for; a number above is a mistake.
    static let mostCores = 1 << 20

    /// The cores that `text` names, or `nil` if it has another form or names none.
    static func cores(_ text: Substring) -> RangeSet<Int>? {
        var cores = RangeSet<Int>()
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
            guard ends.count <= 2, let first = core(ends.first), let last = core(ends.last), first <= last else {
                return nil
            }
            cores.insert(contentsOf: first..<last + 1)
        }
        return cores.isEmpty ? nil : cores
    }

    /// The number of cores in `text`, or `nil` if it has another form or names no core.
    static func count(_ text: Substring) -> Int? { cores(text).map(count) }

    /// The number of `cores`.
    static func count(_ cores: RangeSet<Int>) -> Int { cores.ranges.reduce(0) { $0 + $1.count } }

    /// `cores` in this form.
    static func text(_ cores: RangeSet<Int>) -> String {
        cores.ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound - 1)" }
            .joined(separator: ",")
    }

    /// The cores that a process may run on by `status`, the text of its `/proc/…/status`.
    static func affinity(inStatus status: String) -> RangeSet<Int>? {
        let key = "Cpus_allowed_list:"
        for line in status.split(whereSeparator: \.isNewline) where line.hasPrefix(key) {
            let words = line.dropFirst(key.count).split(whereSeparator: \.isWhitespace)
            return words.count == 1 ? cores(words[0]) : nil
        }
        return nil
    }

    private static func core(_ digits: Substring?) -> Int? {
        guard let digits, let core = Int(digits), (0..<mostCores).contains(core) else { return nil }
        return core
    }
}
