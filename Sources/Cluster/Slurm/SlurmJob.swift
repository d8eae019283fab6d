internal import SystemLibrary

/// The job of SLURM's that this process is part of.
public struct SlurmJob: Hashable, Sendable {
    /// Seconds that SLURM may take to say how much time a job has left.
    private static let patience = 2

    /// Its number.
    public let id: Int
    /// When it ends, in seconds since 1970, if the environment says.
    private let end: Int?

    /// Reads `environment`; fails outside of jobs.
    public init?(_ environment: [String: String]) {
        // The number goes into a command line: nothing else may.
        guard let id = environment["SLURM_JOB_ID"].flatMap({ Int($0) }), id > 0 else { return nil }
        self.id = id
        end = environment["SLURM_JOB_END_TIME"].flatMap { Int($0) }
    }

    /// How long the job may still run, or `nil` if there is no limit or nobody says.
    ///
    /// Newer versions of SLURM (23.02) leave the end in the environment; older ones are asked by `squeue`, so ask on
    /// one rank only.
    public func timeLeft() -> Duration? {
        timeLeft(now: time(nil)) { id in
            Self.output(of: "exec timeout -k 1 \(Self.patience) squeue -h -j \(id) -o %L 2>/dev/null")
        }
    }

    func timeLeft(now: Int, asking ask: (Int) -> String?) -> Duration? {
        if let end {
            let (left, overflow) = end.subtractingReportingOverflow(now)
            return overflow || end <= 0 ? nil : .seconds(max(0, left))
        }
        return ask(id).flatMap(Self.duration)
    }

    /// Reads SLURM's form of a time: `[days-]hours:minutes:seconds` or `minutes:seconds`. Words, as `UNLIMITED`, are
    /// no time.
    static func duration(_ text: String) -> Duration? {
        let parts = text.prefix { !$0.isNewline }.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count <= 2, let clock = parts.last, let days = parts.count == 2 ? number(parts[0]) : 0 else {
            return nil
        }
        let fields = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 3 || fields.count == 2 && parts.count == 1 else { return nil }
        var seconds = 0
        for field in fields {
            guard let value = number(field) else { return nil }
            seconds = seconds * 60 + value
        }
        return .seconds(days * 86_400 + seconds)
    }

    private static func number(_ digits: Substring) -> Int? {
        guard digits.utf8.count <= 6, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(digits)
    }

    /// What a command of the shell prints on its first line.
    private static func output(of command: String) -> String? {
        guard let stream = popen(command, "r") else { return nil }
        defer { pclose(stream) }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard fgets(buffer.baseAddress!, Int32(buffer.count), stream) != nil else { return nil }
            return String(cString: buffer.baseAddress!)
        }
    }
}
