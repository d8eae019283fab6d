internal import Synchronization
package import Threading

/// So many permits for the consumers of all ranks together, and as many again in each generation: what a loop counts starts anew
/// with each iteration.
///
/// Within a generation it's a ``LeaseBook``. The next one begins when all consumers on all ranks have asked for it, in the
/// same round everywhere; what is said of one before that is still on its way counts as nothing.
package final class PermitTenant: RoundTenant, @unchecked Sendable {
    /// Words for each peer behind those of a report.
    private enum Word {
        static let generation = LeaseReport.wordCount
        /// The generation that all consumers of the rank have come to.
        static let ready = LeaseReport.wordCount + 1
        static let count = LeaseReport.wordCount + 2
    }

    private struct Said {
        var generation: UInt64
        var ready: UInt64
    }

    package let shape = TenantShape(peerWords: Word.count)
    private let site: TenantSite
    private let count: Int
    private let sleepers: [any Waking]
    private let lock = Lock()
    private var book: LeaseBook
    private var generation: UInt64 = 0
    /// The generation that each consumer has come to, and each rank, as far as this one has heard.
    private var wanted: [UInt64]
    private var ready: [UInt64]
    /// What was said last, and in the rounds that haven't come back.
    private var lastSaid = Said(generation: 0, ready: 0)
    private var inFlight: [Said] = []
    /// Consumers that wait for a generation.
    private var early: Set<Int> = []
    // What is asked at every step.
    private let isNeeded = Atomic<Bool>(false)
    private let isWaiting = Atomic<Bool>(false)
    private let isEarly = Atomic<Bool>(false)
    /// Generations whose permits are all used, or that are over.
    private let finished = Atomic<UInt64>(0)

    /// - Parameters:
    ///   - count: How many permits there are; the same on all ranks.
    ///   - sleepers: Where the consumers of this rank sleep.
    package init(_ site: TenantSite, count: Int, sleepers: [any Waking]) {
        self.site = site
        self.count = count
        self.sleepers = sleepers
        wanted = Array(repeating: 0, count: sleepers.count)
        ready = Array(repeating: 0, count: site.size)
        book = LeaseBook(count: count, rank: site.rank, size: site.size)
        for _ in sleepers { _ = book.join() }
        noteNeed()
        if book.isOver { finished.store(1, ordering: .relaxed) }
    }

    package var need: RoundNeed { isNeeded.load(ordering: .relaxed) ? .much : .nothing }
    package var waits: TenantWait {
        if isWaiting.load(ordering: .relaxed) { return .peer }
        // Others take their time until they come to a generation; they say it when they have.
        return isEarly.load(ordering: .relaxed) ? .outside : .nothing
    }

    /// Whether no permit of `generation` is left to anybody.
    package func isOver(_ generation: UInt64) -> Bool { finished.load(ordering: .acquiring) > generation }

    /// Takes up to `most` permits, for good. Their numbers are those of 0..<`count` that nobody else has.
    ///
    /// - Returns: ``LeaseBook/Answer/later`` also while others are in an earlier generation.
    package func take(atMost most: Int, of generation: UInt64, by consumer: Int) -> LeaseBook.Answer {
        change {
            guard generation == self.generation else {
                if generation > self.generation { early.insert(consumer) }
                return generation > self.generation ? .later : .over
            }
            let answer = book.take(atMost: most, by: consumer)
            if case .indexes(let range) = answer { book.settle(range.count) }
            return answer
        }
    }

    /// `consumer` takes no more of the generations before `generation`; what it had is for the others.
    package func begin(_ generation: UInt64, by consumer: Int) {
        change {
            guard generation > wanted[consumer] else { return }
            if wanted[consumer] <= self.generation { book.leave(consumer) }
            wanted[consumer] = generation
            if site.size == 1, localReady > self.generation { beginGeneration(localReady) }
        }
    }

    package func fill(_ part: OutgoingPart) {
        guard part.size > 1 else { return }
        lock.withLock {
            let report = book.say()
            lastSaid = Said(generation: generation, ready: localReady)
            inFlight.append(lastSaid)
            for peer in 0..<part.size where peer != part.rank {
                let words = part.words(for: peer)
                report.store(in: words)
                words[Word.generation] = generation
                words[Word.ready] = lastSaid.ready
            }
            noteNeed()
        }
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        guard part.size > 1 else { return false }
        let (isNews, awakened) = lock.withLock {
            let isNews = hear(part)
            noteNeed()
            return (isNews, isNews ? sleepersToWake : [])
        }
        for sleeper in awakened { sleeper.wake() }
        return isNews
    }

    /// Runs `change` under the lock, and tells whom it concerns.
    private func change<Result>(_ change: () -> Result) -> Result {
        let (result, isNew, awakened) = lock.withLock {
            let result = change()
            return (result, noteNeed(), sleepersToWake)
        }
        if isNew { site.wake() }
        for sleeper in awakened { sleeper.wake() }
        return result
    }
}

// What follows is called under the lock.
extension PermitTenant {
    private var localReady: UInt64 { wanted.min() ?? .max }

    private func hear(_ part: IncomingPart) -> Bool {
        let own = inFlight.removeFirst()
        ready[part.rank] = own.ready
        for peer in 0..<part.size where peer != part.rank {
            let words = part.words(from: peer)
            ready[peer] = words[Word.ready]
            if words[Word.generation] == generation { book.hear(LeaseReport(words), from: peer) }
        }
        let isNews = book.closeRound(hasSaid: own.generation == generation)
        guard let least = ready.min(), least > generation else { return isNews }
        beginGeneration(least)
        return true
    }

    private func beginGeneration(_ next: UInt64) {
        generation = next
        book = LeaseBook(count: count, rank: site.rank, size: site.size)
        for consumer in wanted.indices {
            _ = book.join()
            if wanted[consumer] > next { book.leave(consumer) }
        }
    }

    /// Those who may go on: with permits, in the next generation, or because there is nothing more.
    private var sleepersToWake: [any Waking] {
        if finished.load(ordering: .relaxed) < generation + (book.isOver ? 1 : 0) {
            finished.store(generation + (book.isOver ? 1 : 0), ordering: .releasing)
            early = []
            isEarly.store(false, ordering: .relaxed)
            return sleepers
        }
        return book.awakened.map { sleepers[$0] }
    }

    /// - Returns: Whether there is something for a round, and was not before.
    @discardableResult
    private func noteNeed() -> Bool {
        let needed = site.size > 1 && (book.need > .nothing || localReady != lastSaid.ready && localReady != .max)
        isWaiting.store(book.isWaiting, ordering: .relaxed)
        isEarly.store(!early.isEmpty, ordering: .relaxed)
        return isNeeded.exchange(needed, ordering: .relaxed) != needed && needed
    }
}
