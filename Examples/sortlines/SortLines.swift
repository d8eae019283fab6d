// Sorts lines as `LC_ALL=C sort` does, over all ranks.
//
//     sortlines *.log --unique --processes 2
//
// What the ranks other than 0 have sorted is written as it comes, so that no rank holds more than its share.
import ExampleSupport
import Renoir
import Synchronization

@main struct SortLines {
    static func main() throws {
        var arguments = ProgramArguments(usage: "sortlines FILE… [--numeric] [--reverse] [--unique] [--output FILE]")
        let order = LineOrder(isNumeric: arguments.flag("--numeric"), isReverse: arguments.flag("--reverse"))
        let isUnique = arguments.flag("--unique")
        let output = arguments.option("--output")
        var files = [arguments.word("FILE")]
        while let file = arguments.nextWord() { files.append(file) }
        arguments.end()

        let context = StreamContext(arguments.config)
        let sorted = sortedLines(of: files, order, isUnique, context)
        let printed = Mutex(StandardOutput(arguments.config))
        if let output {
            sorted.writeLines(output, replacing: true)
        } else {
            sorted.forEach { line in
                printed.withLock {
                    $0.write(line)
                    $0.write("\n")
                }
            }
        }
        let summary = try context.execute()
        printed.withLock { $0.flush() }
        if arguments.config.rank == 0 { StandardOutput.report("elapsed_s=\(summary.elapsed / .seconds(1))") }
    }

    private static func sortedLines(
        of files: [String], _ order: LineOrder, _ isUnique: Bool, _ context: StreamContext
    ) -> DataStream<ByteString> {
        let lines = files.map { context.readLines($0, lineEnd: .lineFeed) }
        guard isUnique else { return merged(lines).sorted { order.comesBefore($0, $1) } }
        guard order.isNumeric else { return merged(lines).sorted { order.comesBefore($0, $1) }.withoutRepeats(==) }
        // Of lines that are the same number the first one of the input stays: each needs its place there.
        return merged(lines.enumerated().map { $1.placed(ofFile: $0) })
            .sorted { left, right in
                switch order.compareNumbers(left.line, right.line) {
                case .before: true
                case .same: left.place < right.place
                case .behind: false
                }
            }
            .withoutRepeats { order.compareNumbers($0.line, $1.line) == .same }
            .map { $0.line }
    }

    private static func merged<Line>(_ streams: [DataStream<Line>]) -> DataStream<Line> {
        streams.dropFirst().reduce(streams[0]) { $0.merge($1) }
    }
}

/// A line and where it was: its file, its worker's part of that, its number there.
private struct PlacedLine: WireCodable {
    let line: ByteString
    let place: (file: Int, part: Int, number: Int)

    init(line: ByteString, place: (file: Int, part: Int, number: Int)) {
        self.line = line
        self.place = place
    }

    init(from reader: inout WireReader) throws(WireError) {
        line = try reader.decode()
        place = (try reader.decode(), try reader.decode(), try reader.decode())
    }

    func encode(into writer: inout WireWriter) {
        writer.encode(line)
        writer.encode(place.file)
        writer.encode(place.part)
        writer.encode(place.number)
    }
}

extension DataStream<ByteString> {
    /// The lines of a file, which workers read in parts that follow each other, with their places.
    fileprivate func placed(ofFile file: Int) -> DataStream<PlacedLine> {
        custom(
            "placed", state: { replica in (file: file, part: replica.index, number: 0) },
            onBatch: { cursor, input, output, place in
                while cursor.canAdvance {
                    let line = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    place.pointee.number += 1
                    (output + cursor.produced).initialize(to: PlacedLine(line: line, place: place.pointee))
                    cursor.produced += 1
                }
            })
    }
}

extension DataStream {
    /// The records of a single worker without those that are the same as the one before.
    fileprivate func withoutRepeats(_ areSame: @escaping @Sendable (Element, Element) -> Bool) -> DataStream<Element> {
        compactMapWithState(Element?.none) { last, record in
            if let last, areSame(last, record) { return nil }
            last = record
            return record
        }
    }
}
