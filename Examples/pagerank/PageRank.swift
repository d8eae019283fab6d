// Ranks the vertices of a directed graph as a random walk visits them.
//
//     pagerank edges.txt --iterations 20 --processes 2
//     pagerank edges.txt --iterations 1000 --tolerance 1e-9
//
// All ranks start at 1/n and move at once. The rank of vertices without edges that leave is spread over all; edges that are there twice
// count twice, and one from a vertex to itself leaves it. With a tolerance it stops when ranks change by less than that in all: the sum of
// what each changes by.
import ExampleSupport
import Renoir

@main struct PageRank {
    static func main() throws {
        var arguments = ProgramArguments(usage: "pagerank EDGES --iterations I [--damping D] [--tolerance T]")
        let iterations = arguments.need(arguments.number("--iterations"), "--iterations")
        let damping = arguments.decimal("--damping") ?? 0.85
        let tolerance = arguments.decimal("--tolerance") ?? 0
        guard 0...1 ~= damping else { arguments.refuse("--damping is a number from 0 to 1, not \(damping)") }
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("EDGES")) }
        arguments.end()

        // Who there is, and how many edges leave and reach each.
        let clock = ContinuousClock.now
        let counting = StreamContext(arguments.config)
        let counts = file.edges(counting).flatMap { [End(vertex: $0.from, leaves: 1), End(vertex: $0.to, leaves: 0)] }
            .groupBy { $0.vertex }.fold(Int32(0)) { $0 += $1.leaves }.collectAll()
        try counting.execute()
        let graph = Walk(counts.value!, damping: damping, tolerance: tolerance)

        // Each vertex has its ways in on one worker; ranks are known everywhere.
        let context = StreamContext(arguments.config)
        let last = file.edges(context).groupBy { $0.to }
            .fold([Int32]()) { $0.append(Int32(graph.vertices.place(of: $1.from))) }.unkey()
            .map { WaysIn(to: Int32(graph.vertices.place(of: $0.key)), from: $0.value.sorted()) }
            .replay(
                upTo: iterations, state: graph.start, into: Sums(), local: { $0.add($1.to, $1.sum) },
                global: { $0.take($1) }, while: { graph.advance(&$0) }
            ) { ways, ranks in
                ways.map { ways in (to: ways.to, sum: ranks.value.sum(over: ways.from)) }
            }.collect()
        try context.execute()

        if let ranks = last.value?.first?.ranks {
            var output = StandardOutput(arguments.config)
            for (vertex, rank) in zip(graph.vertices.numbers, ranks) {
                output.write("\(vertex)\t\(rank.rounded(digits: 9))\n")
            }
            output.flush()
            StandardOutput.report("elapsed_s=\((ContinuousClock.now - clock) / .seconds(1))")
        }
    }
}

/// One end of an edge.
struct End: Sendable, Codable {
    let vertex: Int
    let leaves: Int32
}

/// A vertex, and from where edges reach it.
struct WaysIn: Sendable, Codable {
    let to: Int32
    let from: [Int32]
}

/// Of some vertices, what they get from others.
struct Sums: Codable {
    var vertices: [Int32] = []
    var sums: [Double] = []

    mutating func add(_ vertex: Int32, _ sum: Double) {
        vertices.append(vertex)
        sums.append(sum)
    }
}

/// What all ranks of the job know of an iteration.
struct Ranks: Codable {
    var ranks: [Double]
    /// What each vertex gives to each of its edges.
    var shares: [Double]
    /// What comes from elsewhere to each vertex in this iteration.
    var sums: [Double]

    func sum(over vertices: [Int32]) -> Double {
        shares.withUnsafeBufferPointer { shares in
            var sum = 0.0
            for vertex in vertices { sum += shares[Int(vertex)] }
            return sum
        }
    }

    mutating func take(_ some: Sums) {
        for (vertex, sum) in zip(some.vertices, some.sums) { sums[Int(vertex)] = sum }
    }
}

/// The walk as it goes on from iteration to iteration.
struct Walk: Sendable {
    let vertices: Vertices
    private let leaves: [Int32]
    private let damping: Double
    private let tolerance: Double

    init(_ counts: [Keyed<Int, Int32>], damping: Double, tolerance: Double) {
        let counts = counts.sorted { $0.key < $1.key }
        vertices = Vertices(counts.map(\.key))
        leaves = counts.map(\.value)
        self.damping = damping
        self.tolerance = tolerance
    }

    var start: Ranks {
        let ranks = Array(repeating: 1 / Double(vertices.count), count: vertices.count)
        return Ranks(ranks: ranks, shares: shares(of: ranks), sums: Array(repeating: 0, count: vertices.count))
    }

    private func shares(of ranks: [Double]) -> [Double] {
        zip(ranks, leaves).map { rank, leaves in leaves == 0 ? 0 : rank / Double(leaves) }
    }

    /// - Returns: Whether ranks still change.
    func advance(_ state: inout Ranks) -> Bool {
        let count = Double(vertices.count)
        var stuck = 0.0
        for (rank, leaves) in zip(state.ranks, leaves) where leaves == 0 { stuck += rank }
        let base = (1 - damping) / count + damping * stuck / count
        var change = 0.0
        for place in state.ranks.indices {
            let rank = base + damping * state.sums[place]
            change += abs(rank - state.ranks[place])
            state.ranks[place] = rank
            state.sums[place] = 0
        }
        state.shares = shares(of: state.ranks)
        return change >= tolerance
    }
}
