// A program that uses records without the engine: it depends on module Records alone. RecordsProgramTests runs it and knows
// what it must print.
import Records

/// Counts the words of its arguments as an owner of keys and two that send to it would: in a table each, of which the
/// counts travel as frames of bytes.
@main
struct CountWords {
    typealias Count = (word: ByteString, count: Int)

    static func main() throws {
        let words = CommandLine.arguments.dropFirst().flatMap { ByteString($0).words() }
        let halves = [words.prefix(words.count / 2), words.dropFirst(words.count / 2)]
        let owner = KeyedTable<ByteString, Int>()
        guard let format = WireFormat<Count>.resolve() else { fatalError("a pair has no format") }
        for half in halves {
            for frame in try frames(of: counts(of: half), format) { try take(frame, format, into: owner) }
        }
        var lines: [String] = []
        owner.forEach { word, count in lines.append("\(word) \(count)") }
        for line in lines.sorted() { print(line) }
    }

    private static func counts(of words: some Sequence<ByteString>) -> [Count] {
        let table = KeyedTable<ByteString, Int>()
        for word in words { table.withState(for: word, hash: KeyHash.hash(word), initial: { 0 }) { $0 += 1 } }
        var (counts, cursor) = ([Count](), 0)
        while table.drain(from: &cursor, limit: 16, { counts.append(($0, $1)) }) > 0 {}
        return counts
    }

    /// Bytes of a few counts each, and how many are in them.
    private static func frames(of counts: [Count], _ format: WireFormat<Count>) throws -> [(
        bytes: [UInt8], records: Int
    )] {
        let batch = UnsafeMutablePointer<Count>.allocate(capacity: counts.count)
        batch.initialize(from: counts, count: counts.count)
        defer { batch.deallocate() }
        var frames: [(bytes: [UInt8], records: Int)] = []
        var taken = 0
        while taken < counts.count {
            var writer = WireWriter(target: 32)
            defer { writer.memory.deallocate() }
            var cursor = RecordCursor(available: counts.count - taken, produced: 0, capacity: 0)
            try format.encode(&cursor, batch + taken, &writer)
            taken += cursor.consumed
            frames.append((Array(writer.written), cursor.consumed))
        }
        return frames
    }

    private static func take(
        _ frame: (bytes: [UInt8], records: Int), _ format: WireFormat<Count>, into owner: KeyedTable<ByteString, Int>
    ) throws {
        try frame.bytes.withUnsafeBytes { bytes in
            var reader = WireReader(bytes, records: frame.records)
            let output = UnsafeMutablePointer<Count>.allocate(capacity: frame.records)
            defer { output.deallocate() }
            var cursor = RecordCursor(available: 0, produced: 0, capacity: frame.records)
            try format.decode(&cursor, &reader, output)
            for place in 0..<cursor.produced {
                let (word, count) = (output + place).move()
                owner.withState(for: word, hash: KeyHash.hash(word), initial: { 0 }) { $0 += count }
            }
        }
    }
}
