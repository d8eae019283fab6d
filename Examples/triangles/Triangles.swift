// The number of triangles in a graph. Edges lead both ways; those from a vertex to itself, and those that come again, don't count.
//
//     triangles edges.txt --processes 2
import ExampleSupport
import Renoir

@main struct Triangles {
    static func main() throws {
        var arguments = ProgramArguments(usage: "triangles EDGES")
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("EDGES")) }
        arguments.end()

        // Each rank has the graph; workers share its vertices.
        let clock = ContinuousClock.now
        let reading = StreamContext(arguments.config)
        let edges = file.edges(reading).filter { $0.from != $0.to }.collectAll()
        try reading.execute()
        let graph = Adjacency(edges.value!.flatMap { [($0.from, $0.to), ($0.to, $0.from)] }).oriented()

        let context = StreamContext(arguments.config)
        let triangles = context.parallelStream(0..<graph.count)
            .map { place in
                // Of a triangle, the vertex with the fewest neighbours leads to both others, and one of those to the third.
                let mine = graph.neighbours(of: place)
                return mine.reduce(0) { $0 + common(mine, graph.neighbours(of: Int($1))) }
            }
            .fold(0, local: { $0 += $1 }, global: { $0 += $1 }).collect()
        try context.execute()

        if let count = triangles.value?.first {
            var output = StandardOutput(arguments.config)
            output.write("\(count)\n")
            output.flush()
            StandardOutput.report("elapsed_s=\((ContinuousClock.now - clock) / .seconds(1))")
        }
    }

    /// How many numbers two ascending lists share.
    private static func common(_ one: ArraySlice<Int32>, _ other: ArraySlice<Int32>) -> Int {
        one.withUnsafeBufferPointer { one in
            other.withUnsafeBufferPointer { other in
                var (i, j, count) = (0, 0, 0)
                while i < one.count, j < other.count {
                    let (a, b) = (one[i], other[j])
                    if a == b { count += 1 }
                    if a <= b { i += 1 }
                    if b <= a { j += 1 }
                }
                return count
            }
        }
    }
}
