import Foundation
import Transport

/// A rank that exchanges rounds of a script through some network and checks everything that it gets.
struct ContractChecker: Sendable {
    /// Rounds that are kept after they were delivered, and looked at again before they go.
    private static let keptRounds = 5

    struct Violation: Error, Equatable, CustomStringConvertible {
        var rank: Int
        var text: String

        var description: String { "rank \(rank): \(text)" }
    }

    let script: RoundScript
    let roundCount: UInt64
    /// Without a round for this long, the rank gives up.
    var patience: Duration = .seconds(20)

    init(seed: UInt64, size: Int, roundCount: UInt64, patience: Duration = .seconds(20)) {
        script = RoundScript(seed: seed, size: size)
        self.roundCount = roundCount
        self.patience = patience
    }

    /// Opens a transport, exchanges all rounds and returns what it found wrong.
    func run(on network: any Network) -> Violation? {
        do {
            try run(on: network.open(RoundScript.shape))
            return nil
        } catch let violation as Violation {
            return violation
        } catch { return Violation(rank: network.rank, text: "\(error)") }
    }

    /// Exchanges all rounds over a transport of the script's shape.
    func run(on transport: any Transport) throws {
        let rank = transport.rank
        let outgoing = (0..<transport.depth).map { _ in OutgoingRound(shape: transport.shape, size: transport.size) }
        var kept: [IncomingRound] = []
        var posted: UInt64 = 0
        var delivered: UInt64 = 0
        var deadline = ContinuousClock.now + patience
        while delivered < roundCount {
            while posted < roundCount, posted - delivered < UInt64(transport.depth) {
                let round = outgoing[Int(posted) % transport.depth]
                script.fill(round, round: posted, rank: rank)
                try transport.post(round)
                posted += 1
            }
            guard let incoming = try transport.poll() else {
                guard ContinuousClock.now < deadline else {
                    throw Violation(rank: rank, text: "round \(delivered) was not delivered within \(patience)")
                }
                sched_yield()
                continue
            }
            deadline = ContinuousClock.now + patience
            try check(incoming, expecting: delivered, rank: rank)
            kept.append(incoming)
            delivered += 1
            if kept.count > Self.keptRounds { try check(kept.removeFirst(), rank: rank) }
        }
        for incoming in kept { try check(incoming, rank: rank) }
        if try transport.poll() != nil { throw Violation(rank: rank, text: "a round that nobody posted was delivered") }
    }

    private func check(_ incoming: IncomingRound, expecting round: UInt64, rank: Int) throws {
        if let problem = script.problem(in: incoming, expecting: round, rank: rank) {
            throw Violation(rank: rank, text: "round \(round): \(problem)")
        }
    }

    /// Looks at a round again that was right when it was delivered.
    private func check(_ incoming: IncomingRound, rank: Int) throws {
        if let problem = script.problem(in: incoming, expecting: incoming.number, rank: rank) {
            throw Violation(rank: rank, text: "round \(incoming.number) changed after its delivery: \(problem)")
        }
    }
}
