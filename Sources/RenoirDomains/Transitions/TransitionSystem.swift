public import Records

/// States, and what each of them leads to: a puzzle, a protocol, a program with few variables.
///
/// ```swift
/// let collatz = TransitionSystem(initial: [27]) { state in state == 1 ? [] : [state % 2 == 0 ? state / 2 : 3 * state + 1] }
/// let reached = try collatz.explore(context)
/// print(reached.levels.count - 1)                    // 111 steps
/// print(try reached.path(to: 1)?.count ?? 0)         // 112 states
/// ```
public struct TransitionSystem<State: Hashable & Sendable>: Sendable {
    let initial: [State]
    let step: @Sendable (State) throws -> [State]

    /// - Parameters:
    ///   - initial: Where it begins; the same on all ranks.
    ///   - step: The states that one leads to. Called once for each state that is reached, on the worker that keeps it.
    public init(initial: some Sequence<State>, step: @escaping @Sendable (State) throws -> [State]) {
        self.initial = Array(initial)
        self.step = step
    }

    /// Finds all states that are reached, breadth first.
    ///
    /// Collective: all ranks call it, with the same system. A state belongs to a worker, which its hash decides on, and stays there:
    /// memory is that of all ranks. Each level is a job, the first of which is that of `context`; the others are of contexts with the same
    /// configuration.
    ///
    /// - Parameters:
    ///   - depth: The most steps; without limit if nil.
    ///   - states: After the level with which so many states are reached, no more are looked for; without limit if nil.
    /// - Returns: What was found, the same on all ranks and for any number of them.
    /// - Throws: `JobError`; for what `step` throws with the state.
    /// - Complexity: O(*n*) for *n* states with their transitions, divided among the workers; each transition travels.
    public func explore(
        _ context: StreamContext, depth: Int? = nil, states: Int? = nil
    ) throws -> ReachedStates<State> {
        try RunNesting.check("explore")
        let store = StateStore<State>()
        var levels: [Int] = []
        var context = context
        var elapsed = Duration.zero
        try begin(context, store, &elapsed)
        while true {
            let isLast = levels.count == depth ?? .max
            let limit = states ?? .max
            context = StreamContext(context.config)
            // The size of a level is known to all only when this job has added it up: whether to go on is decided before.
            let count = try store.count(in: context, &elapsed)
            guard count > 0 else {
                return ReachedStates(self, store, levels, isComplete: true, context.config, elapsed)
            }
            levels.append(count)
            if isLast || levels.reduce(0, +) >= limit {
                return ReachedStates(self, store, levels, isComplete: false, context.config, elapsed)
            }
            context = StreamContext(context.config)
            try expand(context, store, &elapsed)
        }
    }

    /// Gives initial states to those who keep them.
    private func begin(_ context: StreamContext, _ store: StateStore<State>, _ elapsed: inout Duration) throws {
        let initial = initial
        context.parallelStream { replica, _ in replica == 0 ? initial.map { Transition(to: $0, from: nil) } : [] }
            .kept(by: store)
        elapsed += try context.execute().elapsed
        store.advance()
    }

    /// Makes a step from each state of the last level.
    private func expand(_ context: StreamContext, _ store: StateStore<State>, _ elapsed: inout Duration) throws {
        let step = step
        context.parallelStream { replica, _ in store.table(of: replica).frontier }
            .flatMap { state throws(JobError) in
                do {
                    return try RunNesting.inside { try step(state).map { Transition(to: $0, from: state) } }
                } catch let error as JobError {
                    throw error
                } catch {
                    throw JobError(.user, "state \(state): \(error)")
                }
            }
            .kept(by: store)
        elapsed += try context.execute().elapsed
        store.advance()
    }
}

/// A step from one state to another; from none to an initial one.
@usableFromInline
struct Transition<State: Hashable & Sendable>: Sendable {
    var to: State
    var from: State?
}

extension Transition: WireFormatted {
    @usableFromInline static var wireComponents: [WireComponent] { [WireComponent("state", State.self)] }

    @usableFromInline
    static func wireFormat() -> WireFormat<Transition>? {
        guard let to = WirePart<State>(), let from = WirePart<State?>() else { return nil }
        let offset = MemoryLayout<Transition>.offset(of: \.from)!
        return .pair("transition(\(to.layout))", to, ("to", "from"), from, offset: offset)
    }
}
