internal import Synchronization
package import Threading

/// Hands the indexes 0..<n out to consumers of all ranks while rounds go on: parts of a source, tasks, permits.
///
/// ```swift
/// let leases = LeaseTenant(site, count: 1000)  // Before the rounds begin, on all ranks.
/// let consumer = leases.join(sleepsAt: parker)  // On each worker.
/// switch consumer.take(atMost: 10, isSettled: true) {
/// case .indexes(let range): work(on: range)
/// case .later: parker.park(microseconds: 20_000)
/// case .over: return
/// }
/// ```
///
/// A rank asks ahead, so that its consumers seldom wait for a round; one that has nothing gets what others have not begun, also of a
/// rank whose consumers are all busy, since any thread turns rounds. A rank alone has all from the start. Which index goes where
/// depends on time; that each is settled once doesn't.
package final class LeaseTenant: RoundTenant, @unchecked Sendable {
    package let shape = TenantShape(peerWords: LeaseReport.wordCount)
    private let site: TenantSite
    private let lock = Lock()
    private var book: LeaseBook
    /// Where consumers sleep.
    private var sleepers: [any Waking] = []
    // What whoever turns the rounds asks at every step.
    private let isNeeded = Atomic<Bool>(false)
    private let isWaiting = Atomic<Bool>(false)

    /// - Parameters:
    ///   - count: How many indexes there are; the same on all ranks.
    ///   - isOrdered: Whether they are to be taken about in order, over all ranks, for those who need the first ones of something.
    package init(_ site: TenantSite, count: Int, isOrdered: Bool = false) {
        self.site = site
        book = LeaseBook(count: count, rank: site.rank, size: site.size, isOrdered: isOrdered)
    }

    /// One more takes indexes; ranks get parts by how many do. `sleeper` wakes it when there are some after there were none.
    package func join(sleepsAt sleeper: any Waking) -> LeaseConsumer {
        change { book in
            sleepers.append(sleeper)
            return LeaseConsumer(leases: self, index: book.join())
        }
    }

    package var need: RoundNeed { isNeeded.load(ordering: .relaxed) ? .much : .nothing }
    package var waits: TenantWait { isWaiting.load(ordering: .relaxed) ? .peer : .nothing }

    package func fill(_ part: OutgoingPart) {
        guard part.size > 1 else { return }
        lock.withLock {
            let report = book.say()
            for peer in 0..<part.size where peer != part.rank { report.store(in: part.words(for: peer)) }
            noteNeed()
        }
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        guard part.size > 1 else { return false }
        let (isNews, awakened) = lock.withLock {
            for peer in 0..<part.size where peer != part.rank {
                book.hear(LeaseReport(part.words(from: peer)), from: peer)
            }
            let isNews = book.closeRound()
            noteNeed()
            return (isNews, isNews ? sleepersToWake : [])
        }
        for sleeper in awakened { sleeper.wake() }
        return isNews
    }

    /// Runs `change`, and tells whom it concerns: the rounds, and consumers that wait.
    fileprivate func change<Result>(_ change: (inout LeaseBook) -> Result) -> Result {
        let (result, isNew, awakened) = lock.withLock {
            let result = change(&book)
            return (result, noteNeed(), sleepersToWake)
        }
        if isNew { site.wake() }
        for sleeper in awakened { sleeper.wake() }
        return result
    }

    private var sleepersToWake: [any Waking] { book.awakened.map { sleepers[$0] } }

    /// - Returns: Whether there is something for a round, and was not before.
    @discardableResult
    private func noteNeed() -> Bool {
        let needed = book.need > .nothing
        isWaiting.store(book.isWaiting, ordering: .relaxed)
        return isNeeded.exchange(needed, ordering: .relaxed) != needed && needed
    }
}

/// One of those who share the leases of a rank.
package struct LeaseConsumer: Sendable {
    fileprivate let leases: LeaseTenant
    fileprivate let index: Int

    /// Takes the next indexes, up to `most`.
    ///
    /// What is taken is to be settled or given back: until then nobody is told that all is over.
    ///
    /// - Parameter isSettled: Whether that is decided already.
    package func take(atMost most: Int, isSettled: Bool) -> LeaseBook.Answer {
        leases.change { book in
            let answer = book.take(atMost: most, by: index)
            if isSettled, case .indexes(let range) = answer { book.settle(range.count) }
            return answer
        }
    }

    /// Says that `count` of what was taken is done with, or will be for sure.
    package func settle(_ count: Int) { leases.change { $0.settle(count) } }

    /// Lets others have what was taken and isn't needed.
    package func giveBack(_ range: Range<Int>) { leases.change { $0.giveBack(range) } }

    /// Takes no more. What its rank has, and nobody of that wants, goes back to all.
    package func leave() { leases.change { $0.leave(index) } }
}
