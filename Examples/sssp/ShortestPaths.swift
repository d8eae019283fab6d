// The length of the shortest path from one vertex of a directed graph to each that can be reached. An edge is as long as the third column of
// its line says, else 1.
//
//     sssp edges.txt --from 0 --processes 2
import ExampleSupport
import Renoir

@main struct ShortestPaths {
    static func main() throws {
        var arguments = ProgramArguments(usage: "sssp EDGES --from V")
        let start = arguments.need(arguments.number("--from", in: .min ... .max), "--from")
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("EDGES")) }
        arguments.end()

        let context = StreamContext(arguments.config)
        let edges = file.edges(context).map { try $0.checked() }.groupBy { $0.from }
        let lengths = context.stream(of: [start]).groupBy { $0 }.map { _ in 0.0 }
            .iterateDeltas(
                upTo: .max, initial: Double.infinity,
                apply: { (shortest: inout Double, length: Double) -> Double? in
                    guard length < shortest else { return nil }
                    shortest = length
                    return length
                },
                { changed in
                    changed.join(edges).values().map { length, edge in Arrival(at: edge.to, after: length + edge.weight)
                    }
                    .groupBy { $0.vertex }.map { $0.length }
                }
            )
            .collect()
        let summary = try context.execute()

        if let lengths = lengths.value {
            var output = StandardOutput(arguments.config)
            for length in lengths.sorted(by: { $0.key < $1.key }) {
                output.write("\(length.key)\t\(Self.text(length.value))\n")
            }
            output.flush()
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }

    /// Whole numbers without a fraction, others in the shortest form that reads back as the same.
    private static func text(_ length: Double) -> String { Int(exactly: length).map { "\($0)" } ?? "\(length)" }
}

/// A path to a vertex.
struct Arrival: Sendable, Codable {
    let vertex: Int
    let length: Double

    init(at vertex: Int, after length: Double) {
        self.vertex = vertex
        self.length = length
    }
}

extension Edge {
    /// - Throws: For a length with which there may be no shortest path.
    func checked() throws -> Edge {
        guard weight >= 0 else { throw BadLength(edge: self) }
        return self
    }
}

struct BadLength: Error, CustomStringConvertible {
    let edge: Edge
    var description: String { "the edge from \(edge.from) to \(edge.to) has the length \(edge.weight): 0 is the least" }
}
