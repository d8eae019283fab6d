// All graphs of so many vertices, one for each class of those that differ by the names of vertices only, as graph6.
//
//     graphs 6 --connected | listg
import ExampleSupport
import RenoirDomains

@main struct Graphs {
    static func main() throws {
        let (config, arguments) = RuntimeConfig.fromArguments(own: .any)
        let options = GraphsOptions.parse(arguments, config)
        let (vertices, all) = (options.vertices, !options.connected)
        let context = StreamContext(config)
        let forms = try graphs(vertices: vertices).canonicalForms()

        let summary: JobSummary
        if options.count && all {
            let answer = try forms.count().run(context)
            if let count = answer.value { print(count) }
            summary = answer.summary
        } else if options.count {
            let answer = try forms.filter { isConnected($0, vertices: vertices) }.count().run(context)
            if let count = answer.value { print(count) }
            summary = answer.summary
        } else {
            let lines = forms.filter { all || isConnected($0, vertices: vertices) }.map {
                graph6($0, vertices: vertices)
            }
            let answer = try lines.collect().run(context)
            if let lines = answer.value, !lines.isEmpty { print(lines.joined(separator: "\n")) }
            summary = answer.summary
        }
        if context.rank == 0 { StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))") }
    }
}
