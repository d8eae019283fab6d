// Counts the words of a text. Words are runs of bytes other than ASCII white space.
//
//     mpirun -np 4 wordcount book.txt --top 20
import Renoir

let (config, arguments) = RuntimeConfig.fromArguments(as: ByteString.self)
let (options, file) = WordCountOptions.parse(arguments, config)
let context = StreamContext(config)

let words = context.readLines(file).flatMap { $0.words() }
let counts = options.associative ? words.groupByCount { $0 } : words.groupBy { $0 }.count()
let collected = counts.collect()

let summary = try context.execute()

if let counts = collected.value {
    let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var output = StandardOutput(config)
    for count in ranked.prefix(options.top ?? ranked.count) {
        output.write(count.key)
        output.write("\t\(count.value)\n")
    }
    output.flush()
    StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
}
