internal import Records
internal import Session
internal import SystemLibrary
internal import Tabular

extension LineReader {
    /// Lines that are looked at before they are given.
    private static let mostLines = 256

    /// Puts what `decode` makes of lines at `output`, up to `count`; lines of blanks are none.
    ///
    /// - Parameter refuse: Makes something of a line that `decode` has thrown at; nil if it's passed over.
    /// - Returns: As ``read(into:count:)``.
    func read<Record>(
        into output: UnsafeMutablePointer<Record>, count: Int, _ decode: (ByteString) throws -> Record,
        refuse: (InvalidRecord, _ line: Int?) throws(JobError) -> Record?
    ) throws(JobError) -> (lines: Int, isAtEnd: Bool) {
        let room = min(count, Self.mostLines)
        let result = withUnsafeTemporaryAllocation(of: ByteString.self, capacity: room) { buffer in
            Result { () throws(JobError) in
                let lines = buffer.baseAddress!
                let read = try self.read(into: lines, count: room)
                defer { lines.deinitialize(count: read.lines) }
                var records = 0
                do throws(JobError) {
                    for place in 0..<read.lines where !lines[place].allSatisfy({ " \t\r".utf8.contains($0) }) {
                        guard let record = try record(of: lines[place], place, decode, refuse) else { continue }
                        (output + records).initialize(to: record)
                        records += 1
                    }
                } catch {
                    output.deinitialize(count: records)
                    throw error
                }
                return (records, read.isAtEnd)
            }
        }
        return try result.get()
    }

    private func record<Record>(
        of line: ByteString, _ place: Int, _ decode: (ByteString) throws -> Record,
        _ refuse: (InvalidRecord, _ line: Int?) throws(JobError) -> Record?
    ) throws(JobError) -> Record? {
        do {
            return try decode(line)
        } catch {
            let reason: String
            switch error {
            case let problem as JSONProblem: reason = "column \(problem.offset + 1): \(problem.message)"
            case let error as DecodingError: reason = error.complaint
            default: reason = "\(error)"
            }
            guard let piece else { preconditionFailure("a line of no piece") }
            let start = startOfLastLine(place)
            let invalid = InvalidRecord(path: piece.path, offset: start, reason: reason, text: line.owned())
            return try refuse(invalid, lineNumber(at: start, place, of: piece))
        }
    }
}
