internal import Dataflow
internal import Records
internal import Session
public import Tabular

/// How lines of a table end.
public enum LineEnd: Sendable {
    case lineFeed
    case carriageReturnLineFeed

    var bytes: [UInt8] { self == .lineFeed ? [0x0A] : [0x0D, 0x0A] }
}

extension DataStream where Element: Encodable {
    /// Writes the records as a table (CSV) to a file, or to one for each worker.
    ///
    /// ```swift
    /// totals.writeCSV("totals.csv")
    /// ```
    ///
    /// Exchanges: as ``writeLines(_:parts:replacing:)-(InputPath,_,_)``. Keys are columns, in the order in which the first record has them; each
    /// file begins with their names, unless the format has no header. A field that is nil is left empty; an empty text is two quotes,
    /// and so is nil in a table of one column, where an empty line would be no record: the format has to have quotes then.
    /// What has a delimiter, a quote or a line end in it is quoted. Numbers are in their shortest form that reads back. What is written
    /// reads back by ``StreamContext/readCSV(_:as:format:invalid:balancing:)`` with the same format.
    ///
    /// - Parameters:
    ///   - columns: The columns, if there is a header even without records, or others have to be in another order.
    ///   - lineEnd: How lines end.
    /// - Throws: As ``writeLines(_:parts:replacing:)-(InputPath,_,_)``, and what can't be a field: arrays, structures.
    public func writeCSV(
        _ path: some InputPath, parts: FileParts = .one, format: CSVFormat = CSVFormat(), columns: [String]? = nil,
        lineEnd: LineEnd = .lineFeed, replacing: Bool = false
    ) {
        if let problem = format.problem { note(problem, "writeCSV") }
        var target = FileTarget(path, parts, ending: ".csv", replaces: replacing)
        if format.hasHeader, columns != nil {
            let header = try? CSVEncoder(format, columns: columns).header(lineEnd: lineEnd.bytes)
            target.emptyHeader = header.map { ByteString($0) }
        }
        let end = lineEnd.bytes
        chunked(
            "writeCSV", state: { _ in CSVEncoder(format, columns: columns) },
            header: { encoder in
                guard format.hasHeader, !encoder.names.isEmpty else { return nil }
                return try encoder.header(lineEnd: end)
            },
            { (record: Element, chunks: TextChunks, encoder: CSVEncoder) in
                do {
                    try encoder.encode(record, into: &chunks.bytes, lineEnd: end)
                } catch CSVProblem.decoding(_, let text) {
                    throw JobError(.user, text)
                }
            }
        )
        .write("writeCSV", target)
    }
}
