/// What a rank gets as one round once the faults have had their say.
struct SimulatedPlan {
    let number: UInt64
    /// The round whose payload and peer words arrive.
    let payloadRound: UInt64
    /// The round whose reduced words arrive.
    let wordsRound: UInt64
    /// The rounds that this rank doesn't need any more afterwards.
    let finishedRounds: ClosedRange<UInt64>?
    private let faults: Set<SimulatedFault>

    init(number: UInt64, rank: Int, faults: Set<SimulatedFault>) {
        self.number = number
        self.faults = faults
        let comesLater = faults.contains(.swappedRounds(round: number, rank: rank))
        let comesEarlier = number > 0 && faults.contains(.swappedRounds(round: number - 1, rank: rank))
        payloadRound = comesLater ? number + 1 : comesEarlier ? number - 1 : number
        wordsRound = faults.contains(.earlyWords(round: number, rank: rank)) ? number + 1 : payloadRound
        finishedRounds = comesLater ? nil : (comesEarlier ? number - 1 : number)...number
    }

    /// How many times the segment of one rank for another one arrives.
    func copies(from sender: Int, to receiver: Int) -> Int {
        if faults.contains(.lostSegment(round: payloadRound, from: sender, to: receiver)) { return 0 }
        return faults.contains(.doubledSegment(round: payloadRound, from: sender, to: receiver)) ? 2 : 1
    }
}
