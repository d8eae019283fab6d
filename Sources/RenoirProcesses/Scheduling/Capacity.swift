internal import Session

/// What the host of a rank has for processes, as a file of declared capacities says it: for tests, in which one machine stands for
/// several hosts.
struct Capacity: Hashable {
    var memory: Int
    var coreParts: Int

    /// Reads a line for each rank: memory, as `512 MiB`, `2 GiB` or a number of bytes, a comma, and a number of cores. Empty lines and those
    /// that begin with `#` don't count.
    ///
    /// - Throws: What is wrong, by line; also if there are not as many lines as ranks.
    static func parse(_ text: String, ranks: Int) throws(JobError) -> [Capacity] {
        var capacities: [Capacity] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = line.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let capacity = Capacity(line) else {
                throw JobError(
                    .configuration,
                    "line \(index + 1) of the capacities: '\(line)' is not memory, a comma and cores, as '512 MiB, 0.5'"
                )
            }
            capacities.append(capacity)
        }
        guard capacities.count == ranks else {
            throw JobError(
                .configuration, "there are \(capacities.count) capacities for \(ranks) ranks; give a line for each rank"
            )
        }
        return capacities
    }

    init(memory: Int, coreParts: Int) {
        self.memory = memory
        self.coreParts = coreParts
    }

    private init?(_ line: Substring) {
        let parts = line.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let memory = Self.bytes(parts[0].trimmed), let cores = Double(parts[1].trimmed),
            let coreParts = Resources(memory: memory, cores: cores).coreParts
        else { return nil }
        self.init(memory: memory, coreParts: coreParts)
    }

    /// A number of bytes, with a unit or without.
    static func bytes(_ text: Substring) -> Int? {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let shifts = ["": 0, "B": 0, "KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40, "KB": 10, "MB": 20, "GB": 30]
        guard let number = Double(digits), let shift = shifts[String(text[digits.endIndex...].trimmed)] else {
            return nil
        }
        let bytes = number * Double(1 << shift)
        return bytes >= 0 && bytes < Double(1 << 60) ? Int(bytes) : nil
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
