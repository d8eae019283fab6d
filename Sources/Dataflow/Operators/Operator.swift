package import Threading

/// One replica of one operator, at work on one worker's thread.
package class Operator {
    /// How messages name it.
    package let label: String
    /// Whether it has passed the end of its stream on; it is not stepped any more.
    @exclusivity(unchecked) package final var isFinished = false

    /// Whether it brings new records in; those that are here are worked off first.
    package let isSource: Bool

    init(_ node: Node) {
        label = node.label
        isSource = node.kind == .source
    }

    /// Does one piece of work, of a batch at most.
    ///
    /// - Returns: Whether anything moved.
    func step(_ eagerness: Eagerness) throws -> Bool { preconditionFailure("\(label) has no work") }

    /// Why its last step moved nothing.
    var obstacle: Obstacle { .neighbours }
}

/// Where an operator runs, and what it shares with the others there.
package struct WorkerSite {
    package let worker: Int
    package let counters: JobCounters
    /// What the operators of the rank may keep.
    package let states: StateBudget
    /// Where the worker sleeps: sources that are fed from outside wake it.
    package let parker: Parker
}
