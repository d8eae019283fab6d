package import Session
internal import Synchronization
internal import Threading

/// A counter that every rank adds to: one declaration.
package final class CounterTenant: RoundTenant {
    package let shape = TenantShape(sums: 1)
    private let value: @Sendable () -> Int
    private let sum = Atomic<Int>(0)

    package init(_ value: @escaping @Sendable () -> Int) { self.value = value }

    /// What all ranks had in the last round.
    package var total: Int { sum.load(ordering: .relaxed) }

    package func fill(_ part: OutgoingPart) { part.sums[0] = UInt64(value()) }

    package func deliver(_ part: IncomingPart) -> Bool {
        sum.store(Int(part.sums[0]), ordering: .relaxed)
        return false
    }
}

/// Ranks vote in turns, each when it likes; a turn is decided when all of them have.
package final class VoteTenant: RoundTenant, @unchecked Sendable {
    package let shape = TenantShape(sums: 1)
    private let lock = Lock()
    private var votes: UInt64 = 0
    private var decided: UInt64 = 0
    private var isSaid = true

    package init() {}

    package func vote() {
        lock.withLock {
            votes += 1
            isSaid = false
        }
    }

    /// Turns that are decided.
    package var turns: UInt64 { lock.withLock { decided } }

    package var need: RoundNeed { lock.withLock { isSaid ? .nothing : .much } }
    package var waits: TenantWait { lock.withLock { votes > decided ? .peer : .nothing } }

    package func fill(_ part: OutgoingPart) {
        lock.withLock {
            part.sums[0] = votes
            isSaid = true
        }
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        lock.withLock {
            // Who has voted waits for the others: nobody is a turn ahead.
            guard part.sums[0] == (decided + 1) * UInt64(part.size) else { return false }
            decided += 1
            return true
        }
    }
}

/// Rank 0 gives numbers out, each once; the others ask for them.
package final class NumberTenant: RoundTenant, @unchecked Sendable {
    /// How many a peer has asked rank 0 for, or has been given by it and the first of them.
    package let shape = TenantShape(peerWords: 2)
    private let rank: Int
    private let lock = Lock()
    private var asked: UInt64 = 0
    private var given: [UInt64]
    private var answers: [UInt64]
    private var next: UInt64 = 0
    private var leases: [UInt64] = []
    private var isSaid = true
    /// The number of the round that is filled next, and of the one that took the request.
    private var filled: UInt64 = 0
    private var askedIn: UInt64 = 0
    private var slowest: UInt64 = 0

    package init(rank: Int, size: Int) {
        self.rank = rank
        given = Array(repeating: 0, count: size)
        answers = Array(repeating: 0, count: size)
    }

    /// Asks for one more; rank 0 has it at once.
    package func ask() {
        lock.withLock {
            asked += 1
            if rank == 0 {
                leases.append(next)
                next += 1
            } else {
                isSaid = false
            }
        }
    }

    /// Numbers that this rank has been given.
    package var taken: [UInt64] { lock.withLock { leases } }
    /// The most rounds from the one that carried a request to the one that brought the answer, both counted.
    package var mostRounds: UInt64 { lock.withLock { slowest } }

    package var need: RoundNeed { lock.withLock { isSaid ? .nothing : .much } }
    package var waits: TenantWait { lock.withLock { UInt64(leases.count) < asked ? .peer : .nothing } }

    package func fill(_ part: OutgoingPart) {
        lock.withLock {
            if rank > 0 {
                if !isSaid { askedIn = filled }
                part.words(for: 0)[0] = asked
            } else {
                for peer in 0..<part.size where peer != rank {
                    part.words(for: peer)[0] = given[peer]
                    part.words(for: peer)[1] = answers[peer]
                }
            }
            filled += 1
            isSaid = true
        }
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        guard let (peers, _) = part.others else { return false }
        return lock.withLock {
            var isNews = false
            for peer in peers where rank == 0 || peer == 0 {
                let said = part.words(from: peer)
                if rank == 0, said[0] > given[peer] {
                    given[peer] += 1
                    answers[peer] = next
                    next += 1
                    isSaid = false
                    isNews = true
                } else if rank > 0, said[0] > UInt64(leases.count) {
                    leases.append(said[1])
                    slowest = max(slowest, part.number - askedIn + 1)
                    isNews = true
                }
            }
            return isNews
        }
    }
}

/// Waits for moments, one after the other.
package final class TimerTenant: RoundTenant, @unchecked Sendable {
    package let shape = TenantShape()
    private let interval: UInt64
    private let lock = Lock()
    private var next: UInt64
    private var left: Int

    /// - Parameter interval: Nanoseconds.
    package init(every interval: UInt64, times: Int) {
        self.interval = interval
        left = times
        next = MonotonicClock.now + interval
    }

    package var isDone: Bool { lock.withLock { left == 0 } }

    package var waits: TenantWait { lock.withLock { left > 0 ? .timer(next) : .nothing } }

    package func fill(_ part: OutgoingPart) {
        lock.withLock {
            let now = MonotonicClock.now
            guard left > 0, now >= next else { return }
            left -= 1
            next = now + interval
        }
    }

    package func deliver(_ part: IncomingPart) -> Bool { false }
}
