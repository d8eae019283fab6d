public import Dataflow
internal import Records
internal import Session
internal import SystemLibrary
internal import Tabular

extension StreamContext {
    /// A stream of values that are written as JSON, one on each line.
    ///
    /// ```swift
    /// struct Event: Decodable, Sendable {
    ///     var user: String
    ///     var tags: [String]
    /// }
    /// let events = context.readJSONLines("events/*.jsonl", as: Event.self)
    /// ```
    ///
    /// Local: as ``readLines(_:lineEnd:balancing:)-(String,_,_)``. Lines of blanks are no values. JSON is that of RFC 8259, in UTF-8; of a key that comes
    /// twice, the last counts; integers are exact up to their type's bounds.
    ///
    /// - Parameters:
    ///   - path: A path, a pattern as the shell's, or several of them.
    ///   - invalid: What becomes of lines that can't be read.
    ///   - balancing: Who decides which worker reads a line: the number of workers, or time.
    /// - Throws: As `readLines`, and what can't be decoded ends the job on all ranks, with exit code 5 and a message that names file, line and,
    ///   where it isn't JSON, column.
    /// - Complexity: O(*n*) for *n* bytes, divided among the workers.
    public func readJSONLines<Record: Decodable & Sendable>(
        _ path: some InputPath, as type: Record.Type, invalid: InvalidRecords = .fail, balancing: Balancing = .static
    ) -> DataStream<Record> {
        lines(of: path, balancing, name: "readJSONLines") { reader, output, count throws(JobError) in
            let decoder = JSONDecoder()
            return try reader.read(
                into: output, count: count, { try $0.withUnsafeBytes { try decoder.decode(type, $0) } }
            ) {
                refused, line throws(JobError) in
                guard invalid == .fail else {
                    reader.skipped += 1
                    return nil
                }
                let place = line.map { "line \($0)" } ?? "byte \(refused.offset) (from 0)"
                throw JobError(.data, "\(refused.path.visible), \(place), \(refused.reason)")
            }
        }
    }

    /// Values that are written as JSON, one on each line, and apart from them lines that can't be read.
    ///
    /// ```swift
    /// let events = context.readCheckedJSONLines("events/*.jsonl", as: Event.self)
    /// let refused = events.invalid.count().collect()
    /// ```
    ///
    /// Local: as ``readJSONLines(_:as:invalid:balancing:)``.
    public func readCheckedJSONLines<Record: Decodable & Sendable>(
        _ path: some InputPath, as type: Record.Type, balancing: Balancing = .static
    ) -> CheckedRecords<Record> {
        CheckedRecords(
            lines(of: path, balancing, name: "readJSONLines") { reader, output, count throws(JobError) in
                let decoder = JSONDecoder()
                return try reader.read(
                    into: output, count: count, { .record(try $0.withUnsafeBytes { try decoder.decode(type, $0) }) }
                ) { refused, _ throws(JobError) in .invalid(refused)
                }
            })
    }
}
