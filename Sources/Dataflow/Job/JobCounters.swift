internal import Synchronization

/// What a rank's workers have done so far; they add to it by the batch.
package final class JobCounters: Sendable {
    private let read = Atomic<Int>(0)
    private let units = Atomic<Int>(0)
    private let written = Atomic<Int>(0)
    private let skipped = Atomic<Int>(0)
    private let late = Atomic<Int>(0)

    package init() {}

    /// Records that sources gave, and units of what they read.
    package var recordsRead: Int { read.load(ordering: .relaxed) }
    package var unitsRead: Int { units.load(ordering: .relaxed) }
    /// Records that sources passed over.
    package var recordsSkipped: Int { skipped.load(ordering: .relaxed) }
    /// Records that came too late for their windows.
    package var recordsLate: Int { late.load(ordering: .relaxed) }
    /// Records that sinks took.
    package var recordsWritten: Int { written.load(ordering: .relaxed) }

    func addRead(records: Int, units added: Int) {
        read.wrappingAdd(records, ordering: .relaxed)
        units.wrappingAdd(added, ordering: .relaxed)
    }

    func addSkipped(_ records: Int) { skipped.wrappingAdd(records, ordering: .relaxed) }

    func addLate(_ records: Int) { late.wrappingAdd(records, ordering: .relaxed) }

    func addWritten(_ records: Int) { written.wrappingAdd(records, ordering: .relaxed) }
}
