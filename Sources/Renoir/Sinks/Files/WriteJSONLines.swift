internal import Dataflow
internal import Records
internal import Session
internal import Tabular

extension DataStream where Element: Encodable {
    /// Writes the records as JSON, one on each line, to a file or to one for each worker.
    ///
    /// ```swift
    /// totals.writeJSONLines("totals.jsonl")
    /// ```
    ///
    /// Exchanges: as ``writeLines(_:parts:replacing:)-(InputPath,_,_)``. Keys are in the order in which a record encodes them. What is written reads
    /// back by ``StreamContext/readJSONLines(_:as:invalid:balancing:)``.
    ///
    /// - Throws: As ``writeLines(_:parts:replacing:)-(InputPath,_,_)``; a number that is infinite or none ends the job, as JSON has no such.
    /// - Complexity: O(*n*) for *n* bytes.
    public func writeJSONLines(_ path: some InputPath, parts: FileParts = .one, replacing: Bool = false) {
        chunked("writeJSONLines") { record, chunks in
            do {
                try JSONEncoder().encode(record, into: &chunks.bytes)
            } catch EncodingError.invalidValue(_, let context) {
                throw JobError(.user, context.debugDescription)
            }
            chunks.bytes.append(UInt8(ascii: "\n"))
        }
        .write("writeJSONLines", FileTarget(path, parts, ending: ".jsonl", replaces: replacing))
    }
}
