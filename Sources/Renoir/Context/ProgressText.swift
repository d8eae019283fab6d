internal import Dataflow

/// What is written of a job's progress, and when. A pure state machine.
struct ProgressText {
    enum Style {
        /// One line of a terminal that is written anew each time.
        case line
        /// A plain line now and then.
        case log
    }

    /// Takes the line away on which the terminal's cursor is.
    static let clearing = "\r\u{1B}[K"
    /// Between two lines of a log.
    private static let logInterval = Duration.seconds(60)
    /// The time that the rate on a terminal is about.
    private static let lineWindow = Duration.seconds(5)

    private let style: Style
    private var rate: RecentRate
    /// When a log gets its next line.
    private var nextLine = Self.logInterval

    init(_ style: Style) {
        self.style = style
        rate = RecentRate(window: style == .line ? Self.lineWindow : Self.logInterval)
    }

    /// What to write now, if anything.
    ///
    /// - Parameter elapsed: The time since the job began.
    mutating func update(_ totals: JobTotals, elapsed: Duration) -> String? {
        let rate = rate.note(totals.recordsRead, at: elapsed)
        let text = Self.text(totals, rate: rate, elapsed: elapsed)
        guard style == .log else { return Self.clearing + text }
        guard elapsed >= nextLine else { return nil }
        while nextLine <= elapsed { nextLine += Self.logInterval }
        return "renoir: \(text)\n"
    }

    private static func text(_ totals: JobTotals, rate: Double, elapsed: Duration) -> String {
        var parts: [String] = []
        if totals.unitsTotal > 0 {
            let share = Double(totals.unitsRead) / Double(totals.unitsTotal)
            parts.append("\(Int(min(1, share) * 100)) % read")
        }
        parts.append(scaled(rate, " records/s"))
        parts.append(scaled(Double(totals.bytesExchanged), "B exchanged"))
        parts.append("\(elapsed.components.seconds) s")
        return parts.joined(separator: " · ")
    }

    /// `value` with a prefix of its unit where it's large.
    private static func scaled(_ value: Double, _ unit: String) -> String {
        let prefixes: [(Double, String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
        guard let prefix = prefixes.first(where: { value >= $0.0 }) else {
            return unit.hasPrefix(" ") ? "\(Int(value.rounded()))\(unit)" : "\(Int(value)) \(unit)"
        }
        let tenths = Int(value / prefix.0 * 10)
        return "\(tenths / 10).\(tenths % 10) \(prefix.1)\(unit)"
    }
}
