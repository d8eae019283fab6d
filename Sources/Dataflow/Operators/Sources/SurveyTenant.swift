package import Session
internal import Synchronization
package import Threading

/// Tells the replicas of a source what all shares before their own come to.
///
/// Each rank says one word, as soon as it has it, and says it again in each round: what ranks have said is the sum, of which each has a
/// place of its own.
package final class SurveyTenant: RoundTenant, @unchecked Sendable {
    package let shape: TenantShape
    private let site: TenantSite
    private let combine: @Sendable (UInt64, UInt64) -> UInt64
    private let sleepers: [any Waking]
    private let lock = Lock()
    /// The words of this rank's replicas, in their order; 0 for those to come.
    private var own: [UInt64]
    /// What all ranks before this one come to, once it's known.
    private var before: UInt64?
    // What whoever turns the rounds asks at every step.
    private let isReady = Atomic<Bool>(false)
    private let isKnown = Atomic<Bool>(false)

    /// - Parameter sleepers: Where the workers of this rank's replicas sleep, in their order.
    package init(_ site: TenantSite, sleepers: [any Waking], combine: @escaping @Sendable (UInt64, UInt64) -> UInt64) {
        self.site = site
        self.sleepers = sleepers
        self.combine = combine
        shape = TenantShape(sums: site.size)
        own = Array(repeating: 0, count: sleepers.count)
    }

    package var need: RoundNeed {
        isReady.load(ordering: .relaxed) && !isKnown.load(ordering: .relaxed) ? .much : .nothing
    }
    package var waits: TenantWait { need == .nothing ? .nothing : .peer }

    /// What the share of replica `index` of this rank comes to.
    func report(_ word: UInt64, of index: Int) {
        let isComplete = lock.withLock {
            own[index] = word
            return !own.contains(0)
        }
        // Neighbours on this rank may wait for it alone.
        for sleeper in sleepers { sleeper.wake() }
        guard isComplete else { return }
        isReady.store(true, ordering: .releasing)
        site.wake()
    }

    /// What all shares before that of replica `index` of this rank come to; nil while that isn't known, 0 if there are none.
    func before(_ index: Int) -> UInt64? {
        lock.withLock {
            // The first share of all waits for nobody.
            guard let first = site.rank == 0 ? 0 : before else { return nil }
            let words = own[..<index]
            return words.contains(0) ? nil : combined([first] + words)
        }
    }

    private func combined(_ words: [UInt64]) -> UInt64 {
        words.reduce(0) { $0 == 0 ? $1 : $1 == 0 ? $0 : combine($0, $1) }
    }

    package func fill(_ part: OutgoingPart) {
        guard isReady.load(ordering: .acquiring) else { return }
        part.sums[part.rank] = lock.withLock { combined(own) }
    }

    package func deliver(_ part: IncomingPart) -> Bool {
        guard !isKnown.load(ordering: .relaxed), part.sums.allSatisfy({ $0 != 0 }) else { return false }
        lock.withLock { before = combined(Array(part.sums[..<part.rank])) }
        isKnown.store(true, ordering: .relaxed)
        for sleeper in sleepers { sleeper.wake() }
        return true
    }
}
