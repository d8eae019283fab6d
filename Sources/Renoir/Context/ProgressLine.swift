internal import Dataflow
internal import SystemLibrary

/// One line on the terminal that follows a running job.
final class ProgressLine: Sendable {
    private let start = ContinuousClock.now

    private init() {}

    /// A line if standard error is a terminal, else nil.
    static func ifTerminal() -> ProgressLine? { isatty(STDERR_FILENO) == 1 ? ProgressLine() : nil }

    func show(_ totals: JobTotals) {
        let elapsed = ContinuousClock.now - start
        FailureReport.write("\r\u{1B}[K\(Self.text(totals, elapsed: elapsed))", to: STDERR_FILENO)
    }

    func clear() { FailureReport.write("\r\u{1B}[K", to: STDERR_FILENO) }

    static func text(_ totals: JobTotals, elapsed: Duration) -> String {
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
        var parts: [String] = []
        if totals.unitsTotal > 0 {
            parts.append("\(min(100, totals.unitsRead * 100 / totals.unitsTotal)) % read")
        }
        parts.append(scaled(Double(totals.recordsRead) / max(seconds, 0.001), " records/s"))
        parts.append(scaled(Double(totals.bytesExchanged), "B exchanged"))
        parts.append("\(Int(seconds)) s")
        return parts.joined(separator: " · ")
    }

    /// `value` with a prefix of its unit where it's large.
    private static func scaled(_ value: Double, _ unit: String) -> String {
        let prefixes: [(Double, String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
        guard let prefix = prefixes.first(where: { value >= $0.0 }) else {
            return unit.hasPrefix(" ") ? "\(Int(value))\(unit)" : "\(Int(value)) \(unit)"
        }
        let tenths = Int(value / prefix.0 * 10)
        return "\(tenths / 10).\(tenths % 10) \(prefix.1)\(unit)"
    }
}
