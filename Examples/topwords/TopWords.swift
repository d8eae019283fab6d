// The words that come most often in the last lines of a text, again and again as it goes on.
//
//     topwords book.txt --lines 1000 --every 500 --top 3 --processes 2
//
// A line is a second of event time: windows of --lines lines, one every --every lines, aligned to the first line. A line of output is where a window ends (the number of
// its last line at most), a word and its count, those with most first; equal ones in the order of their bytes.
import ExampleSupport
import Foundation
import Renoir

@main struct TopWords {
    static func main() throws {
        var arguments = ProgramArguments(usage: "topwords FILE [--lines N] [--every N] [--top N]")
        let size = arguments.number("--lines", in: 1...1_000_000_000) ?? 1000
        let every = arguments.number("--every", in: 1...1_000_000_000) ?? size
        let top = arguments.number("--top") ?? 5
        let lines = try arguments.config.orEnd { try NumberedLines(arguments.word("FILE")) }
        arguments.end()

        let context = StreamContext(arguments.config)
        let best = context.stream(of: lines)
            .withTimestamps({ .seconds(Int64($0.number)) }, watermarks: .monotonous)
            .flatMap { $0.text.words() }
            .groupBy { $0 }
            .window(.sliding(.seconds(size), every: .seconds(every))).count()
            .unkey()
            .map { window -> Count in
                (window.key, window.value.value, Int(window.value.end.nanoseconds / 1_000_000_000))
            }
            .groupBy { $0.end }
            .aggregate(.map { $0.sorted { ($1.count, $0.word) < ($0.count, $1.word) }.prefix(top).map { $0 } })
            .collect()
        let summary = try context.execute()

        if let best = best.value {
            var output = StandardOutput(arguments.config)
            for window in best.sorted(by: { $0.key < $1.key }) {
                for count in window.value {
                    output.write("\(window.key)\t")
                    output.write(count.word)
                    output.write("\t\(count.count)\n")
                }
            }
            output.flush()
            StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))")
        }
    }
}

/// How often a word is in the window that ends there.
typealias Count = (word: ByteString, count: Int, end: Int)

/// The lines of a file with their numbers, from 0, read where they are wanted.
struct NumberedLines: Sequence, Sendable {
    private let file: String

    init(_ file: String) throws {
        self.file = file
        _ = try FirstLines(of: file, bytes: 1)
    }

    func makeIterator() -> AnyIterator<(number: Int, text: ByteString)> {
        guard let data = FileManager.default.contents(atPath: file) else { return AnyIterator { nil } }
        var (start, number) = (data.startIndex, 0)
        return AnyIterator {
            guard start < data.endIndex else { return nil }
            let end = data[start...].firstIndex(of: 0x0a) ?? data.endIndex
            defer { (start, number) = (end + 1, number + 1) }
            return (number, ByteString(data[start..<end]))
        }
    }
}
