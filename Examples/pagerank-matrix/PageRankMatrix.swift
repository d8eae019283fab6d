// Ranks the vertices of a directed graph, as pagerank does, by products of a sparse matrix and a vector.
//
//     pagerank-matrix edges.txt --iterations 20 --processes 2
//     pagerank-matrix edges.txt --iterations 1000 --tolerance 1e-9
import ExampleSupport
import Renoir
import RenoirMatrices

@main struct PageRankMatrix {
    static func main() throws {
        var arguments = ProgramArguments(
            usage: "pagerank-matrix EDGES --iterations I [--damping D] [--tolerance T]")
        let iterations = arguments.need(arguments.number("--iterations"), "--iterations")
        let damping = arguments.decimal("--damping") ?? 0.85
        let tolerance = arguments.decimal("--tolerance") ?? 0
        guard 0...1 ~= damping else { arguments.refuse("--damping is a number from 0 to 1, not \(damping)") }
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("EDGES")) }
        arguments.end()

        // A stream reads the edges, and the same ranks go on with a matrix of them.
        let clock = ContinuousClock.now
        let context = StreamContext(arguments.config)
        let all = file.edges(context).map { ($0.from, $0.to) }.collectAll()
        try context.execute()
        let edges = (all.value ?? []).sorted { $0 < $1 }
        let vertices = Vertices(Array(Set(edges.flatMap { [$0.0, $0.1] })))

        let matrices = MatrixContext(arguments.config)
        try matrices.run {
            let walk = try Walk(matrices, vertices, edges, damping: damping)
            var ranks = matrices.fill(1 / Double(vertices.count), rows: vertices.count, columns: 1)
            for _ in 0..<iterations {
                let next = try walk.step(ranks)
                let change = try (next - ranks).map { abs($0) }.sum()
                ranks = next
                if change < tolerance { break }
            }
            let values = try ranks.elements()
            if matrices.rank == 0 {
                var output = StandardOutput(arguments.config)
                for (vertex, rank) in zip(vertices.numbers, values) {
                    output.write("\(vertex)\t\(rank.rounded(digits: 9))\n")
                }
                output.flush()
                StandardOutput.report("elapsed_s=\((ContinuousClock.now - clock) / .seconds(1))")
            }
        }
    }
}

/// A walk along edges, which starts anew now and then.
struct Walk {
    /// A 1 for each edge, in the row where it leads and the column from where it comes.
    private let links: SparseMatrix<Double>
    /// 1 divided by how many edges leave; 0 if there are none.
    private let shares: Matrix<Double>
    private let damping: Double

    init(_ matrices: MatrixContext, _ vertices: Vertices, _ edges: [(Int, Int)], damping: Double) throws {
        let count = vertices.count
        var leaving = [Double](repeating: 0, count: count)
        var entries: [SparseMatrix<Double>.Entry] = []
        for (from, to) in edges {
            let (from, to) = (vertices.place(of: from), vertices.place(of: to))
            leaving[from] += 1
            entries.append(.init(to, from, 1))
        }
        links = try matrices.sparse(rows: count, columns: count, entries)
        shares = try matrices.matrix(rows: count, columns: 1, leaving.map { $0 == 0 ? 0 : 1 / $0 }, .rows)
        self.damping = damping
    }

    func step(_ ranks: Matrix<Double>) throws -> Matrix<Double> {
        let count = Double(ranks.rows)
        let stuck = try ranks.combined(with: shares) { $1 == 0 ? $0 : 0 }.sum()
        let base = (1 - damping) / count + damping * stuck / count
        return try links.times(ranks * shares).map { base + damping * $0 }
    }
}
