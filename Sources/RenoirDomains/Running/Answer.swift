/// What an action has given.
public struct Answer<Value: Sendable>: Sendable {
    /// The value, on rank 0; nil on the others.
    public let value: Value?
    /// How many elements were looked at, over all ranks; those that filters have left out among them. 0 on ranks without value.
    public let lookedAt: Int
    /// Which share of the work that was, from 0 to 1: of a domain's places, or of the subtrees of a search. An answer that needs no
    /// more may be complete with a small one.
    public let share: Double
    /// Whether the answer is that of all elements; false if the time was over before.
    public let isComplete: Bool
    /// What the job did.
    public let summary: JobSummary

    init(value: Value, tally: Tally, units: Int, lookedAtInAll: Natural?, summary: JobSummary) {
        self.value = value
        lookedAt = tally.lookedAt
        isComplete = tally.cut == 0
        self.summary = summary
        let all = lookedAtInAll.map(\.double) ?? Double(units)
        share = all == 0 ? 1 : min(1, Double(tally.units) / all)
    }

    init(summary: JobSummary) {
        value = nil
        lookedAt = 0
        share = 0
        isComplete = true
        self.summary = summary
    }
}

extension Answer: CustomStringConvertible {
    public var description: String {
        guard let value else { return "the answer is on rank 0" }
        guard !isComplete else { return "\(value)" }
        let percent = (share * 1000).rounded() / 10
        return "\(value), of \(lookedAt) elements looked at (\(percent) %) when the time was over"
    }
}
