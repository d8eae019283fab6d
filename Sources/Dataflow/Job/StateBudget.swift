internal import Session
internal import Synchronization

/// The bytes that operators of one rank keep between records: states of keys, and what waits for another input.
///
/// There is no place but memory yet: what is beyond the budget ends the job.
package final class StateBudget: Sendable {
    let limit: Int
    private let used = Atomic<Int>(0)
    private let peak = Atomic<Int>(0)

    package init(limit: Int) { self.limit = limit }

    /// The most bytes that were in use at a time.
    var peakBytes: Int { peak.load(ordering: .relaxed) }

    /// Takes `change` bytes, or gives them back if it's negative.
    ///
    /// - Throws: `JobError` if that is more than there is.
    func charge(_ change: Int) throws(JobError) {
        let now = used.add(change, ordering: .relaxed).newValue
        guard change > 0 else { return }
        peak.max(now, ordering: .relaxed)
        guard now <= limit else {
            throw JobError(
                .resources,
                "the states of operators on this rank need \(now) bytes and may have \(limit); use more ranks, or raise "
                    + "stateBytes")
        }
    }
}

/// What one operator takes of the budget.
struct StateCharge: ~Copyable {
    private let budget: StateBudget
    private var bytes = 0

    init(_ budget: StateBudget) { self.budget = budget }

    deinit { try? budget.charge(-bytes) }

    /// Says how many bytes the operator keeps now.
    mutating func update(to now: Int) throws(JobError) {
        guard now >= 0 else {
            throw JobError(
                .resources,
                "the system gives no \(-now) bytes of memory to the states of this operator; use more hosts, or raise the "
                    + "limits of memory")
        }
        guard now != bytes else { return }
        let change = now - bytes
        bytes = now
        try budget.charge(change)
    }
}
