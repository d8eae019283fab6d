/// The states that a ``TransitionSystem`` reaches, spread over the workers of all ranks.
///
/// Its methods are collective: all ranks call them, in the same order.
public struct ReachedStates<State: Hashable & Sendable>: Sendable {
    /// How many states are reached first with so many steps, from 0 on; the same on all ranks.
    public let levels: [Int]
    /// Whether there are no more: false if a limit was met.
    public let isComplete: Bool
    /// How long it took to find them.
    public let elapsed: Duration
    private let system: TransitionSystem<State>
    private let store: StateStore<State>
    private let config: RuntimeConfig

    init(
        _ system: TransitionSystem<State>, _ store: StateStore<State>, _ levels: [Int], isComplete: Bool,
        _ config: RuntimeConfig, _ elapsed: Duration
    ) {
        self.system = system
        self.store = store
        self.levels = levels
        self.isComplete = isComplete
        self.config = config
        self.elapsed = elapsed
    }

    /// How many states there are in all.
    public var count: Int { levels.reduce(0, +) }

    /// A shortest way from an initial state to `state`, both included; nil if that was not reached. The same on all ranks.
    ///
    /// - Complexity: A job for each step.
    public func path(to state: State) throws -> [State]? {
        var path = [state]
        while let last = path.last {
            let context = StreamContext(config)
            let store = store
            let origins = context.parallelStream { replica, _ -> [[State]] in
                store.table(of: replica).origins[last].map { [$0.state.map { [$0] } ?? []] } ?? []
            }.collectAll()
            try context.execute()
            guard let origin = origins.value?.first else { return nil }
            guard let before = origin.first else { return path.reversed() }
            path.append(before)
        }
        return nil
    }

    /// All states that are reached first with some number of steps, on rank 0, in no particular order; nil on other ranks.
    public func states(at depth: Int) throws -> [State]? {
        let context = StreamContext(config)
        let store = store
        let states = context.parallelStream { replica, _ in
            store.table(of: replica).origins.lazy.filter { $0.value.depth == depth }.map(\.key)
        }.collect()
        try context.execute()
        return states.value
    }

    /// The states and their transitions as a graph for Graphviz, on rank 0; nil on other ranks.
    ///
    /// Initial states have two lines around them.
    ///
    /// - Parameter label: What is written on a state.
    /// - Complexity: O(*n* log *n*) on rank 0, for *n* transitions, and a step from each state again.
    public func graphviz(label: @escaping @Sendable (State) -> String = { "\($0)" }) throws -> String? {
        let context = StreamContext(config)
        let (store, step) = (store, system.step)
        let lines = context.parallelStream { replica, _ in
            store.table(of: replica).origins.map { ($0.key, $0.value.depth) }
        }
        .flatMap { state, depth in
            let name = quoted(label(state))
            let node = depth == 0 ? ["  \(name) [peripheries=2];"] : ["  \(name);"]
            return try RunNesting.inside { try node + step(state).map { "  \(name) -> \(quoted(label($0)));" } }
        }.collect()
        try context.execute()
        return lines.value.map { lines in (["digraph {"] + lines.sorted() + ["}"]).joined(separator: "\n") + "\n" }
    }
}

private func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
        switch character {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\n": quoted += "\\n"
        default: quoted.append(character)
        }
    }
    return quoted + "\""
}
