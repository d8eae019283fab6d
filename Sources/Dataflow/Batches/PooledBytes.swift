internal import Synchronization

/// The bytes of batches that one rank has for going from worker to worker, whether they are under way or not.
package final class PooledBytes: Sendable {
    private let now = Atomic<Int>(0)
    private let most = Atomic<Int>(0)

    package init() {}

    /// The most that there were at a time.
    var peak: Int { most.load(ordering: .relaxed) }

    /// Counts `change` bytes as made, or, if it's negative, as given up.
    func count(_ change: Int) { most.max(now.add(change, ordering: .relaxed).newValue, ordering: .relaxed) }
}
