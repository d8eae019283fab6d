internal import Session
internal import SystemLibrary

/// The options of a command line that are those of processes.
struct AgentOptions {
    /// The file of declared capacities.
    var capacityFile: String?
    var format = OutputFormat.human
    /// Whether all starts and ends are told, not only ends without success.
    var tellsEvents = false

    /// - Returns: What is left of `arguments`.
    mutating func take(from arguments: [String]) throws(JobError) -> [String] {
        var rest: [String] = []
        var place = 0
        while place < arguments.count {
            let argument = arguments[place]
            place += 1
            if argument == "--" { return rest + arguments[(place - 1)...] }
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            switch parts.first {
            case "--capacity":
                var value = parts.count > 1 ? String(parts[1]) : nil
                if value == nil, place < arguments.count {
                    value = arguments[place]
                    place += 1
                }
                guard let value, !value.isEmpty else { throw JobError(.usage, "--capacity needs a file") }
                capacityFile = value
            case "--json" where parts.count == 1: format = .json
            case "--events" where parts.count == 1: tellsEvents = true
            default: rest.append(argument)
            }
        }
        return rest
    }

    /// What the ranks have, if it was declared.
    func capacities(ranks: Int) throws(JobError) -> [Capacity]? {
        guard let capacityFile else { return nil }
        guard let stream = fopen(capacityFile, "r") else {
            throw JobError(.io, "\(capacityFile) can't be opened: \(String(cString: strerror(errno)))")
        }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        bytes.removeLast(bytes.count - fread(&bytes, 1, bytes.count, stream))
        return try Capacity.parse(String(decoding: bytes, as: UTF8.self), ranks: ranks)
    }
}
