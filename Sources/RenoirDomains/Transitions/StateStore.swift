internal import Records
internal import Threading

/// The states that workers of a rank keep, from one job to the next.
final class StateStore<State: Hashable & Sendable>: @unchecked Sendable {
    private let lock = Lock()
    /// By worker, counted over all ranks.
    private var tables: [Int: StateTable<State>] = [:]

    /// The table of a worker, which alone works on it while a job runs.
    func table(of replica: Int) -> StateTable<State> {
        lock.withLock {
            if let table = tables[replica] { return table }
            let table = StateTable<State>()
            tables[replica] = table
            return table
        }
    }

    /// Makes what was found in the last job the level from which the next one goes on.
    func advance() { for table in lock.withLock({ Array(tables.values) }) { table.advance() } }

    /// How many states the last level has, over all ranks.
    func count(in context: StreamContext, _ elapsed: inout Duration) throws -> Int {
        let count = context.parallelStream { [self] replica, _ in [table(of: replica).frontier.count] }
            .fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collectAll()
        elapsed += try context.execute().elapsed
        return count.value?.first ?? 0
    }
}

/// The states of one worker.
final class StateTable<State: Hashable & Sendable>: @unchecked Sendable {
    /// A state's number of steps from the start, and the one before it.
    struct Origin {
        var depth: Int
        var state: State?
    }

    private(set) var origins: [State: Origin] = [:]
    /// Those of the last level.
    private(set) var frontier: [State] = []
    private var depth = -1
    private var found: [State: State?] = [:]

    /// Notes a state that was reached, unless it was before.
    func add(_ transition: Transition<State>) {
        guard origins[transition.to] == nil else { return }
        // Of several ways that are as short, one is taken that doesn't depend on which was first.
        if let known = found[transition.to], Self.rank(of: known) <= Self.rank(of: transition.from) { return }
        found[transition.to] = .some(transition.from)
    }

    private static func rank(of state: State?) -> UInt64 { state.map { KeyHash.hash($0) } ?? 0 }

    func advance() {
        depth += 1
        for (state, origin) in found { origins[state] = Origin(depth: depth, state: origin) }
        frontier = Array(found.keys)
        found = [:]
    }
}

extension DataStream {
    /// Ends the stream with those who keep its states.
    func kept<State>(by store: StateStore<State>) where Element == Transition<State> {
        groupBy { $0.to }.values().custom(
            "reach", state: { store.table(of: $0.index) },
            onBatch: { cursor, input, _, table in
                while cursor.consumed < cursor.available {
                    let transition = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    table.pointee.add(transition)
                }
            }
        ).forEach { (_: Int) in }
    }
}
