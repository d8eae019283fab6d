import Foundation
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(10)))
struct IncomingRoundTests {
    private static let shape = RoundShape(segmentBytes: 100, peerWords: 1, minima: 1, sums: 1)

    @Test func pool_buffersBeyondBound_areFreed() throws {
        let pool = RoundBufferPool(layout: try RoundLayout(shape: Self.shape, size: 3))
        let buffers = (0..<RoundBufferPool.largestIdleCount + 3).map { _ in pool.take() }
        for buffer in buffers { pool.giveBack(buffer) }
        #expect(pool.idleCount == RoundBufferPool.largestIdleCount)
    }

    @Test func round_lastReferenceGone_givesBufferBack() throws {
        let pool = RoundBufferPool(layout: try RoundLayout(shape: Self.shape, size: 3))
        let buffer = pool.take()
        var round: IncomingRound? = IncomingRound(number: 0, buffer: buffer, pool: pool)
        #expect(pool.idleCount == 0)
        #expect(round?.number == 0)
        round = nil
        #expect(pool.idleCount == 1)
        #expect(pool.take() === buffer)
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func rounds_readAndDroppedOnAnotherThread_keepTheirBytes(seed: UInt64) throws {
        let cluster = SimulatedCluster(ranks: 2, seed: seed)
        let script = RoundScript(seed: seed, size: 2)
        let problems = try cluster.onEveryRank { network -> [String] in
            let reader = RoundReader(script: script, rank: network.rank)
            do {
                let transport = try network.open(RoundScript.shape)
                let outgoing = OutgoingRound(shape: transport.shape, size: 2)
                for number in 0..<100 as Range<UInt64> {
                    script.fill(outgoing, round: number, rank: network.rank)
                    try transport.post(outgoing)
                    let deadline = ContinuousClock.now + .seconds(20)
                    var incoming: IncomingRound?
                    while incoming == nil, ContinuousClock.now < deadline { incoming = try transport.poll() }
                    guard let incoming else { return ["round \(number) did not arrive"] }
                    reader.read(incoming)
                }
            } catch { return ["\(error)"] }
            return reader.finish()
        }
        #expect(problems == [[], []])
    }
}

/// Checks rounds on a thread of its own, where they also die.
private final class RoundReader: @unchecked Sendable {
    private let queue = DispatchQueue(label: "reader")
    private let script: RoundScript
    private let rank: Int
    private var problems: [String] = []

    init(script: RoundScript, rank: Int) {
        self.script = script
        self.rank = rank
    }

    func read(_ round: IncomingRound) {
        queue.async { [self] in
            if let problem = script.problem(in: round, expecting: round.number, rank: rank) { problems.append(problem) }
        }
    }

    func finish() -> [String] { queue.sync { problems } }
}
