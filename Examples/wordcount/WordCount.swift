// Counts the words of a text. Words are runs of bytes other than ASCII white space.
//
//     wordcount book.txt --top 20 --processes 4
import ExampleSupport
import Renoir

@main struct WordCount {
    static func main() throws {
        let (config, arguments) = RuntimeConfig.fromArguments(as: ByteString.self, own: .any)
        let (options, file) = WordCountOptions.parse(arguments, config)
        let context = StreamContext(config)

        let words = context.readLines(file).flatMap { $0.words() }
        let counts = options.associative ? words.groupByCount { $0 } : words.groupBy { $0 }.count()
        let collected = counts.collect()

        let summary = try context.execute()

        if let counts = collected.value {
            print(counts, most: options.top, config)
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }

    /// Prints the most frequent words first, and equally frequent ones in the order of their bytes.
    private static func print(_ counts: [Keyed<ByteString, Int>], most: Int?, _ config: RuntimeConfig) {
        let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        var output = StandardOutput(config)
        for count in ranked.prefix(most ?? ranked.count) {
            output.write(count.key)
            output.write("\t\(count.value)\n")
        }
        output.flush()
    }
}
