// NEXMark: queries over the events of an online auction.
//
//     nexmark q5 --events 1000000 --print --processes 2
//
// Each query prints one JSON object a line, in no order; without --print, only how many there are, and that to standard error. The
// events depend on --seed and their numbers only. docs/nexmark.md defines all queries.
import ExampleSupport
import Renoir

@main struct Nexmark {
    static func main() throws {
        var arguments = ProgramArguments(
            usage: "nexmark q0|q1|q2|q3|q4|q5|q6|q7|q8|events --events N [--seed S] [--print]")
        let events = arguments.need(arguments.number("--events", in: 0...Int.max), "--events")
        let seed = arguments.number("--seed", in: .min ... .max) ?? 42
        let prints = arguments.flag("--print")
        let name = arguments.word("the query")
        guard let query = Query(rawValue: name) else {
            arguments.refuse(
                "the query is one of \(Query.allCases.map(\.rawValue).joined(separator: ", ")), not '\(name)'")
        }
        arguments.end()

        let context = StreamContext(arguments.config)
        let pipeline = Pipeline(context, Generator(seed: seed), events: events)
        if prints {
            // Lines travel in blocks.
            let blocks = query.lines(pipeline).chunks(ofCount: 256).map { ByteString.joined($0) }.collect()
            let summary = try context.execute()
            guard let blocks = blocks.value else { return }
            var output = StandardOutput(arguments.config)
            for block in blocks { output.write(block) }
            output.flush()
            report(summary)
        } else {
            let count = query.count(pipeline)
            let summary = try context.execute()
            guard let count = count.value else { return }
            StandardOutput.report("results=\(count)")
            report(summary)
        }
    }

    private static func report(_ summary: JobSummary) {
        StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
    }
}

extension ByteString {
    fileprivate static func joined(_ lines: [ByteString]) -> ByteString {
        var bytes: [UInt8] = []
        for line in lines { line.withUnsafeBytes { bytes.append(contentsOf: $0) } }
        return ByteString(bytes)
    }
}
