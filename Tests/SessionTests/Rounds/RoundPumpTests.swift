import Synchronization
import TestSupport
import Testing
import Threading
import Transport

@testable import Session

/// What is asked of rounds of tenants, whoever the ranks are.
struct PumpContract {
    /// Says different things to each peer, and ends the epoch after some rounds.
    private final class Script: RoundTenant, @unchecked Sendable {
        let shape = TenantShape(peerWords: 1, minima: 1, sums: 1)
        private let rank: Int
        private let rounds: UInt64
        private(set) var filled: UInt64 = 0
        private(set) var delivered: UInt64 = 0
        private(set) var wrong: String?
        private(set) var decidingRound: UInt64?

        init(rank: Int, rounds: UInt64) {
            self.rank = rank
            self.rounds = rounds
        }

        var need: RoundNeed { delivered.isMultiple(of: 3) ? .much : .little }

        func fill(_ part: OutgoingPart) {
            part.sums[0] = filled &* 10 &+ UInt64(rank)
            part.minima[0] = UInt128(filled) * 100 + UInt128(rank)
            for peer in 0..<part.size where peer != rank {
                part.words(for: peer)[0] = filled * 10_000 + UInt64(rank * 100 + peer)
            }
            filled += 1
        }

        func deliver(_ part: IncomingPart) -> Bool {
            let (number, size) = (part.number, UInt64(part.size))
            if part.sums[0] != number &* 10 &* size &+ size * (size - 1) / 2 {
                wrong = wrong ?? "the sum of round \(number)"
            }
            if part.minima[0] != UInt128(number) * 100 { wrong = wrong ?? "the minimum of round \(number)" }
            for peer in part.others?.peers ?? []
            where part.words(from: peer)[0] != number * 10_000 + UInt64(peer * 100 + rank) {
                wrong = wrong ?? "rank \(peer)'s word of round \(number)"
            }
            if number != delivered { wrong = wrong ?? "round \(number) after \(delivered)" }
            delivered += 1
            if number + 1 == rounds { decidingRound = number }
            return true
        }
    }

    /// Collective: runs epochs of different tenants after each other.
    ///
    /// - Returns: What is wrong; nil if nothing is.
    static func violation(on network: any Network, rounds: UInt64) throws -> String? {
        for epoch in 0..<3 {
            let script = Script(rank: network.rank, rounds: rounds)
            let counter = CounterTenant { network.rank + 1 }
            let tenants: [any RoundTenant] =
                epoch == 1 ? [counter, script] : epoch == 2 ? [script] : [script, counter]
            let failure = Failures()
            let pump = try network.beginEpoch(of: tenants, silenceTimeout: 60, doorbell: nil) { failure.note($0) }
            let deadline = MonotonicClock.now + 60_000_000_000
            while !pump.isComplete, failure.first == nil {
                guard MonotonicClock.now < deadline else { return "not over in time" }
                if !pump.turn(isIdle: true) { EngineThread.yield() }
            }
            if let failure = failure.first { return "\(failure)" }
            if let wrong = script.wrong { return "epoch \(epoch): \(wrong)" }
            if script.filled != script.delivered || script.delivered < rounds {
                return "epoch \(epoch): \(script.delivered) rounds"
            }
            if epoch < 2, counter.total != network.size * (network.size + 1) / 2 {
                return "a counter of \(counter.total)"
            }
        }
        return nil
    }

    private final class Failures: @unchecked Sendable {
        private let lock = Lock()
        private var failure: RoundFailure?

        var first: RoundFailure? { lock.withLock { failure } }
        func note(_ failure: RoundFailure) { lock.withLock { self.failure = self.failure ?? failure } }
    }
}

@Suite(.timeLimit(.minutes(5))) struct RoundPumpTests {
    @Test func oneRank_keepsContract() throws {
        #expect(try PumpContract.violation(on: LocalNetwork(), rounds: 100) == nil)
    }

    @Test(arguments: [1, 2, 3, 4, 7], 0..<5 as Range<UInt64>)
    func simulatedRanks_keepContract(ranks: Int, seed: UInt64) throws {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed)
        let violations = Mutex([String]())
        let threads = try (0..<ranks).map { rank in
            let network = cluster.network(for: rank)
            return try EngineThread {
                let found = Result { try PumpContract.violation(on: network, rounds: 50) }
                switch found {
                case .success(nil): break
                case .success(let violation?): violations.withLock { $0.append("rank \(rank): \(violation)") }
                case .failure(let error): violations.withLock { $0.append("rank \(rank): \(error)") }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(violations.withLock { $0 } == [], "seed \(seed)")
    }

    @Test func silentRank_isToldOnce() throws {
        let cluster = SimulatedCluster(ranks: 2, seed: 1, faults: [.stopsPosting(rank: 1, round: 5)])
        let failures = Atomic<Int>(0)
        let threads = try (0..<2).map { rank in
            let network = cluster.network(for: rank)
            return try EngineThread {
                let counter = CounterTenant { 1 }
                let lost = Atomic<Bool>(false)
                let pump = try? network.beginEpoch(of: [counter], silenceTimeout: 1, doorbell: nil) { failure in
                    if case .silence(seconds: 1) = failure { failures.add(1, ordering: .relaxed) }
                    lost.store(true, ordering: .relaxed)
                }
                let deadline = MonotonicClock.now + 20_000_000_000
                while !lost.load(ordering: .relaxed), MonotonicClock.now < deadline {
                    if !(pump?.turn(isIdle: true) ?? true) { EngineThread.yield() }
                }
                for _ in 0..<10 { _ = pump?.turn(isIdle: true) }
            }
        }
        for thread in threads { thread.join() }
        #expect((1...2).contains(failures.load(ordering: .relaxed)))
    }

    /// Has a little to say, once.
    private final class Little: RoundTenant, @unchecked Sendable {
        let shape = TenantShape(sums: 1)
        var isSaid = false
        var need: RoundNeed { isSaid ? .nothing : .little }
        func fill(_ part: OutgoingPart) { isSaid = true }
        func deliver(_ part: IncomingPart) -> Bool { false }
    }

    /// A worker that says something and then is busy must not keep the others of its process waiting.
    @Test func oneRank_saysAtOnceWhatThereIs() throws {
        let little = Little()
        let pump = try LocalNetwork().beginEpoch(of: [little], silenceTimeout: 60, doorbell: nil) { _ in }
        #expect(pump.turn(isIdle: false) && little.isSaid)
    }

    /// What is rung for doesn't wait for the next look: whoever has it may be busy for long after this one.
    @Test func oneRank_saysAtOnceWhatIsRungFor() throws {
        let (little, bell) = (Little(), RoundBell())
        let pump = try LocalNetwork().beginEpoch(of: [little], silenceTimeout: 60, doorbell: nil, bell: bell) { _ in }
        for _ in 0..<1000 {
            little.isSaid = false
            bell.ring()
            #expect(pump.turn(isIdle: false) && little.isSaid)
        }
    }

    @Test func tenantsThatWait_decideThePause() throws {
        var pacer = RoundPacer(isRung: true)
        for round in 0..<1000 { pacer.delivered(isQuiet: true, now: UInt64(round)) }
        let now: UInt64 = 1_000
        var (peers, timer, outside) = (Waiting(), Waiting(), Waiting())
        peers.add(.peer)
        timer.add(.timer(now + 500))
        timer.add(.timer(now + 300))
        outside.add(.outside)
        #expect(pacer.pause(Waiting(), now: now) == pacer.longestPause)
        #expect(pacer.pause(outside, now: now) == pacer.longestPause && outside.isWaiting)
        #expect(pacer.pause(peers, now: now) == 0 && pacer.isDue(peers, now: now))
        #expect(pacer.pause(timer, now: now) == 300 && !pacer.isDue(timer, now: now))
        #expect(pacer.pause(timer, now: now + 400) == 0 && pacer.isDue(timer, now: now + 400))
    }
}

/// The same on the ranks that a launcher has started.
@Suite(.serialized, .timeLimit(.minutes(5))) struct RoundPumpUnderMPITests {
    @Test func realRanks_keepContract() throws {
        #expect(try PumpContract.violation(on: MPINetwork.start(), rounds: 200) == nil)
    }
}
