// All pairs of vertices of a directed graph with a path of at least one edge from one to the other, or their number.
//
//     closure edges.txt --count --processes 2
import ExampleSupport
import Renoir

@main struct Closure {
    static func main() throws {
        var arguments = ProgramArguments(usage: "closure EDGES [--count]")
        let countsOnly = arguments.flag("--count")
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("EDGES")) }
        arguments.end()

        // Each rank has the graph; workers share the vertices from which paths start.
        let clock = ContinuousClock.now
        let reading = StreamContext(arguments.config)
        let edges = file.edges(reading).collectAll()
        try reading.execute()
        let graph = Adjacency(edges.value!.map { ($0.from, $0.to) })

        let context = StreamContext(arguments.config)
        let reached = context.parallelStream(0..<graph.count).map { start in
            Reached(from: start, to: graph.reached(from: start))
        }
        let count = countsOnly ? reached.fold(0, local: { $0 += $1.to.count }, global: { $0 += $1 }).collect() : nil
        let pairs = countsOnly ? nil : reached.collect()
        try context.execute()

        var output = StandardOutput(arguments.config)
        if let count = count?.value?.first { output.write("\(count)\n") }
        for reached in pairs?.value?.sorted(by: { $0.from < $1.from }) ?? [] {
            let from = graph.vertices.numbers[reached.from]
            for to in reached.to { output.write("\(from)\t\(graph.vertices.numbers[Int(to)])\n") }
        }
        output.flush()
        if arguments.config.rank == 0 {
            StandardOutput.report("elapsed_s=\((ContinuousClock.now - clock) / .seconds(1))")
        }
    }
}

/// A vertex, and where paths from it lead, in order.
struct Reached: Sendable, Codable {
    let from: Int
    let to: [Int32]
}

extension Adjacency {
    func reached(from start: Int) -> [Int32] {
        var isReached = Array(repeating: false, count: count)
        var open = [Int32(start)]
        while let place = open.popLast() {
            for next in neighbours(of: Int(place)) where !isReached[Int(next)] {
                isReached[Int(next)] = true
                open.append(next)
            }
        }
        return isReached.indices.filter { isReached[$0] }.map { Int32($0) }
    }
}
