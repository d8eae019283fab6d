/// SLURM's short form for a list of task counts, one per node: `2(x3),1` is 2, 2, 2, 1.
struct TasksPerNode: Hashable {
    /// A count that `nodes` nodes in a row have.
    private struct Run: Hashable, Sendable {
        var tasks: Int
        var nodes: Int
    }

    /// More nodes than any machine has; keeps the sum of a malformed list from overflowing.
    static let mostNodes = 1 << 24

    private var runs: [Run] = []

    /// The number of nodes in the list.
    private(set) var nodeCount = 0

    /// Reads `text`, or fails if it has another form.
    ///
    /// - Complexity: O(length of `text`), however many nodes a `(x…)` stands for.
    init?(_ text: String) {
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let run = Self.run(part), nodeCount + run.nodes <= Self.mostNodes else { return nil }
            runs.append(run)
            nodeCount += run.nodes
        }
    }

    /// The number of tasks on the `node`-th node from 0, or `nil` if there is no such node.
    func count(onNode node: Int) -> Int? {
        guard node >= 0 else { return nil }
        var first = 0
        for run in runs {
            if node < first + run.nodes { return run.tasks }
            first += run.nodes
        }
        return nil
    }

    /// The number of tasks on each node.
    ///
    /// - Complexity: O(``nodeCount``).
    var counts: [Int] { runs.flatMap { Array(repeating: $0.tasks, count: $0.nodes) } }

    private static func run(_ part: Substring) -> Run? {
        guard let open = part.firstIndex(of: "(") else {
            return count(part).map { Run(tasks: $0, nodes: 1) }
        }
        let repetition = part[open...]
        guard repetition.hasPrefix("(x"), repetition.hasSuffix(")"),
            let tasks = count(part[..<open]),
            let nodes = count(repetition.dropFirst(2).dropLast()), nodes > 0
        else { return nil }
        return Run(tasks: tasks, nodes: nodes)
    }

    private static func count(_ digits: Substring) -> Int? {
        guard let value = Int(digits), (0...mostNodes).contains(value) else { return nil }
        return value
    }
}

extension TasksPerNode: Sendable {}
