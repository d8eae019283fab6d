// The connected components of a graph: for each vertex, the smallest one that it's connected to.
//
//     components edges.txt --processes 2
import ExampleSupport
import Renoir

@main struct Components {
    static func main() throws {
        var arguments = ProgramArguments(usage: "components EDGES")
        let file = try arguments.config.orEnd { try EdgeList(arguments.word("EDGES")) }
        arguments.end()

        // Each worker joins what its own edges connect: of them no more than a forest has to move.
        let context = StreamContext(arguments.config)
        let forest = file.edges(context)
            .fold(Forest(), local: { $0.connect($1.from, $1.to) }, global: { $0.connect($1) })
            .collect()
        let summary = try context.execute()

        if var forest = forest.value?.first {
            var output = StandardOutput(arguments.config)
            forest.forEach { vertex, root in output.write("\(vertex)\t\(root)\n") }
            output.flush()
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }
}
