/// How long a simulated cluster keeps rounds back, counted in polls of the rank that waits.
public struct SimulatedDelays: Sendable, Hashable {
    /// A round is ready between 0 and this many polls after the last rank has posted it.
    public var longestDelay: Int
    /// One round in this many stalls instead; 0 for none.
    public var roundsPerStall: Int
    /// The polls that a stalled round takes at most.
    public var longestStall: Int

    public init(longestDelay: Int, roundsPerStall: Int, longestStall: Int) {
        precondition(
            longestDelay >= 0 && roundsPerStall >= 0 && longestStall >= 0,
            "negative delays: \(longestDelay), \(roundsPerStall), \(longestStall)")
        self.longestDelay = longestDelay
        self.roundsPerStall = roundsPerStall
        self.longestStall = longestStall
    }

    /// Rounds take a few polls, and one in fifty takes up to two hundred.
    public static let varied = SimulatedDelays(longestDelay: 6, roundsPerStall: 50, longestStall: 200)
    /// Rounds are ready as soon as all ranks have posted them.
    public static let none = SimulatedDelays(longestDelay: 0, roundsPerStall: 0, longestStall: 0)

    func polls(using generator: inout SeededGenerator) -> Int {
        if roundsPerStall > 0, Int.random(in: 0..<roundsPerStall, using: &generator) == 0 {
            return Int.random(in: 0...longestStall, using: &generator)
        }
        return Int.random(in: 0...longestDelay, using: &generator)
    }
}
