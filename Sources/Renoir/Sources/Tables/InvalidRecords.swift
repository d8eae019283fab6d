public import Records

/// What a source does with records that can't be read: with quotes in the wrong place, another number of fields, or fields that are not what
/// they should be.
public enum InvalidRecords: Sendable {
    /// Ends the job, with exit code 5 and a message that names file, line and column.
    case fail
    /// Passes them over, and counts them: ``JobSummary/recordsSkipped``.
    case skip
}

/// A record that could not be read, for whoever takes such ones.
public struct InvalidRecord: Sendable, Equatable {
    /// The file.
    public var path: ByteString
    /// Where it starts there, in bytes from 0.
    public var offset: Int
    /// What is wrong with it.
    public var reason: String
    /// Its bytes.
    public var text: ByteString
}

extension InvalidRecord: WireCodable {
    public func encode(into writer: inout WireWriter) {
        writer.encode(path)
        writer.encode(offset)
        writer.encode(reason)
        writer.encode(text)
    }

    public init(from reader: inout WireReader) throws(WireError) {
        path = try reader.decode()
        offset = try reader.decode()
        reason = try reader.decode()
        text = try reader.decode()
    }
}

extension ByteString {
    /// Without the `\n` or `\r\n` at its end.
    var withoutLineEnd: ByteString {
        guard last == UInt8(ascii: "\n") else { return self }
        let line = slice(0..<count - 1)
        return line.last == UInt8(ascii: "\r") ? line.slice(0..<line.count - 1) : line
    }
}
