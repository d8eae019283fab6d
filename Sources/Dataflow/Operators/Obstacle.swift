/// Why an operator has nothing to do.
enum Obstacle: Equatable {
    /// Nothing has come, or what it gave last has not been taken.
    case neighbours
    /// What it waits for comes from outside the job: another thread of the program, or a moment.
    case outside
    /// Too much waits for a receiver of this edge.
    case edge(Int)
}

/// What the operators of one worker wait for while it sleeps.
struct Obstacles: Equatable {
    /// Whether something may happen without anybody in the job doing anything.
    private(set) var waitsForOutside = false
    /// The first edge over which a sender can't send.
    private(set) var blockedEdge: Int?
    /// The operators that can't send.
    private(set) var labels: [String] = []

    init(of operators: [Operator]) {
        for candidate in operators {
            switch candidate.obstacle {
            case .neighbours: break
            case .outside: waitsForOutside = true
            case .edge(let edge):
                blockedEdge = min(blockedEdge ?? edge, edge)
                labels.append(candidate.label)
            }
        }
    }

    /// Nothing, as of a worker without operators.
    init() {}

    /// Takes over what another worker waits for.
    mutating func add(_ other: Obstacles) {
        waitsForOutside = waitsForOutside || other.waitsForOutside
        blockedEdge = [blockedEdge, other.blockedEdge].compactMap(\.self).min()
        labels += other.labels
    }
}
