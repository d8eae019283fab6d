import Synchronization
import TestSupport
import Testing
import Threading
import Transport

@testable import Session

/// What is asked of leases on rounds, whoever the ranks are.
struct LeaseContract {
    let count: Int
    let consumers: Int
    let seed: UInt64

    /// Ends the epoch when the consumers of all ranks are through.
    private final class End: RoundTenant, @unchecked Sendable {
        let shape = TenantShape(sums: 1)
        let unfinished: Atomic<Int>
        private(set) var decidingRound: UInt64?

        init(_ consumers: Int) { unfinished = Atomic(consumers) }

        var need: RoundNeed { unfinished.load(ordering: .acquiring) == 0 ? .much : .nothing }
        func fill(_ part: OutgoingPart) { part.sums[0] = UInt64(unfinished.load(ordering: .acquiring)) }
        func deliver(_ part: IncomingPart) -> Bool {
            if part.sums[0] == 0, decidingRound == nil { decidingRound = part.number }
            return false
        }
    }

    private final class Failure: @unchecked Sendable {
        let first = Mutex<String?>(nil)
    }

    /// Collective: hands indexes out.
    ///
    /// - Returns: Those that this rank's consumers have got, or what went wrong.
    func indexes(on network: any Network) throws -> Result<[Int], JobText> {
        let bed = Parker()
        let leases = LeaseTenant(TenantSite(rank: network.rank, size: network.size, bed: bed), count: count)
        let end = End(consumers)
        let failure = Failure()
        let pump = try network.beginEpoch(of: [leases, end], silenceTimeout: 60, doorbell: nil) { lost in
            failure.first.withLock { $0 = "\(lost)" }
        }
        let found = Mutex([Int]())
        let deadline = MonotonicClock.now + 60_000_000_000
        let threads = try (0..<consumers).map { index in
            try EngineThread {
                let parker = Parker()
                let consumer = leases.join(sleepsAt: parker)
                var dice = SeededGenerator(seed: seed, event: UInt64(network.rank), UInt64(index))
                working: while MonotonicClock.now < deadline {
                    switch consumer.take(atMost: Int.random(in: 1...20, using: &dice), isSettled: false) {
                    case .over: break working
                    case .later: parker.park(microseconds: 1_000_000)
                    case .indexes(let range):
                        let kept = Int.random(in: 1...range.count, using: &dice)
                        found.withLock { $0 += range.prefix(kept) }
                        consumer.settle(kept)
                        if kept < range.count { consumer.giveBack(range.dropFirst(kept)) }
                    }
                }
                consumer.leave()
                end.unfinished.subtract(1, ordering: .acquiringAndReleasing)
                bed.wake()
            }
        }
        while !pump.isComplete, failure.first.withLock({ $0 == nil }), MonotonicClock.now < deadline {
            // Consumers wait for rounds, so the rank's own thread doesn't sleep for longer than the pump says.
            if !pump.turn(isIdle: true) { bed.park(microseconds: max(10, min(pump.pause, 1000))) }
        }
        for thread in threads { thread.join() }
        if let text = failure.first.withLock({ $0 }) ?? (pump.isComplete ? nil : "not over in time") {
            return .failure(JobText(text: text))
        }
        return .success(found.withLock { $0 })
    }

    struct JobText: Error { let text: String }
}

@Suite(.timeLimit(.minutes(5))) struct LeaseTenantTests {
    @Test(arguments: [0, 1, 1000], [1, 3])
    func oneProcess_handsOutInPlace(count: Int, consumers: Int) throws {
        let contract = LeaseContract(count: count, consumers: consumers, seed: 1)
        #expect(try contract.indexes(on: LocalNetwork()).get().sorted() == Array(0..<count))
    }

    @Test(arguments: [1, 2, 3, 4, 7], 0..<3 as Range<UInt64>)
    func simulatedRanks_getEachIndexOnce(ranks: Int, seed: UInt64) throws {
        let cluster = SimulatedCluster(ranks: ranks, seed: seed)
        let count = [1, 40, 3000][Int(seed)]
        let contract = LeaseContract(count: count, consumers: 1 + Int(seed), seed: seed)
        let found = Mutex([Int]())
        let threads = try (0..<ranks).map { rank in
            let network = cluster.network(for: rank)
            return try EngineThread {
                let indexes = try? contract.indexes(on: network).get()
                found.withLock { $0 += indexes ?? [-1] }
            }
        }
        for thread in threads { thread.join() }
        #expect(found.withLock { $0.sorted() } == Array(0..<count), "seed \(seed)")
    }
}

/// The same on the ranks that a launcher has started.
@Suite(.serialized, .timeLimit(.minutes(5))) struct LeaseTenantUnderMPITests {
    @Test func realRanks_getEachIndexOnce() throws {
        let network = try MPINetwork.start()
        let contract = LeaseContract(count: 5000, consumers: 2, seed: 3)
        let own = try contract.indexes(on: network).get()
        let sum = own.reduce(0, +)
        let all = CounterTenant { own.count }
        let sums = CounterTenant { sum }
        let done = VoteTenant()
        done.vote()
        let pump = try network.beginEpoch(of: [all, sums, done, Last(done)], silenceTimeout: 60, doorbell: nil) { _ in }
        let deadline = MonotonicClock.now + 60_000_000_000
        while !pump.isComplete, MonotonicClock.now < deadline {
            if !pump.turn(isIdle: true) { EngineThread.yield() }
        }
        #expect(Set(own).count == own.count)
        #expect(all.total == 5000 && sums.total == 5000 * 4999 / 2)
    }

    /// Ends an epoch behind a vote.
    private final class Last: RoundTenant, @unchecked Sendable {
        let shape = TenantShape()
        private let vote: VoteTenant
        private(set) var decidingRound: UInt64?
        init(_ vote: VoteTenant) { self.vote = vote }
        func fill(_ part: OutgoingPart) {}
        func deliver(_ part: IncomingPart) -> Bool {
            if vote.turns > 0, decidingRound == nil { decidingRound = part.number }
            return false
        }
    }
}
