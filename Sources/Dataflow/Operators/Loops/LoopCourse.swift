internal import Synchronization
internal import Threading

/// Where a loop is on one rank: what its control has said of an iteration, and which passes of the body may be seen.
///
/// There are two things that must not happen: that a closure sees a state of an iteration that isn't its own, and that a rank waits for
/// another where nothing has to be waited for. So the state changes when all heads of the rank have ended the iteration, and a rank that
/// has come to the next one gives its records to others at once; those are left in the inboxes of a rank that hasn't.
package final class LoopCourse: @unchecked Sendable {
    private struct Answer {
        let iteration: UInt64
        let goesOn: Bool
        let apply: () -> Void
    }

    private let lock = Lock()
    @exclusivity(unchecked) private var sleepers = Sleepers([])
    @exclusivity(unchecked) private var heads = 0
    @exclusivity(unchecked) private var arrived = 0
    @exclusivity(unchecked) private var answer: Answer?
    /// The last iteration that control has spoken of.
    private let answered = Atomic<UInt64>(0)
    /// The last iteration that all heads of this rank have left behind, doubled; and whether another one comes, the lowest bit.
    private let left = Atomic<UInt64>(0)
    /// Passes before this one may be seen.
    private let opened = Atomic<UInt64>(0)

    /// Before the job's workers start.
    ///
    /// - Parameter heads: How many heads and sides the loop has on this rank.
    func start(heads: Int, sleepers: Sleepers) {
        lock.withLock {
            self.heads = heads
            self.sleepers = sleepers
        }
    }

    /// Control says what becomes of `iteration`, once on each rank.
    ///
    /// - Parameter apply: Makes the state what it is behind the iteration.
    package func say(_ iteration: UInt64, goesOn: Bool, apply: @escaping () -> Void) {
        lock.withLock { answer = Answer(iteration: iteration, goesOn: goesOn, apply: apply) }
        answered.store(iteration, ordering: .releasing)
        sleepers.wakeAll()
    }

    /// Whether control has spoken of `iteration`.
    func isAnswered(_ iteration: UInt64) -> Bool { answered.load(ordering: .acquiring) >= iteration }

    /// One head has everything of the iteration of which control has spoken.
    func arrive() { count { arrived += 1 } }

    /// One head has come to the end of its stream, and takes part no more.
    func leave() { count { heads -= 1 } }

    private func count(_ change: () -> Void) {
        let areAllHere = lock.withLock {
            change()
            guard arrived > 0, arrived == heads, let answer else { return false }
            arrived = 0
            answer.apply()
            left.store(answer.iteration << 1 | (answer.goesOn ? 1 : 0), ordering: .releasing)
            return true
        }
        if areAllHere { sleepers.wakeAll() }
    }

    /// Whether another iteration comes behind `iteration`; nil until all heads of the rank have left that one behind.
    func goesOn(behind iteration: UInt64) -> Bool? {
        let word = left.load(ordering: .acquiring)
        return word >> 1 == iteration ? word & 1 == 1 : nil
    }

    /// A head gives `pass`, with the state that belongs to it.
    func open(_ pass: UInt64) {
        guard opened.load(ordering: .relaxed) <= pass else { return }
        opened.max(pass + 1, ordering: .acquiringAndReleasing)
        sleepers.wakeAll()
    }

    /// Whether this rank has come to `pass`.
    func isOpen(_ pass: UInt64) -> Bool { opened.load(ordering: .acquiring) > pass }
}
