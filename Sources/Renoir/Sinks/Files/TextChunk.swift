internal import Records

/// Some records as they are written, on their way to the file.
@usableFromInline
struct TextChunk: Sendable {
    let bytes: ByteString
    let records: Int
    /// What stands before the first record of a file; of the first chunk of a worker.
    let header: ByteString?
}

extension TextChunk: WireCodable {
    @usableFromInline
    func encode(into writer: inout WireWriter) {
        writer.encode(bytes)
        writer.encode(records)
        writer.encode(header)
    }

    @usableFromInline
    init(from reader: inout WireReader) throws(WireError) {
        bytes = try reader.decode()
        records = try reader.decode()
        header = try reader.decode()
    }
}

/// What a worker has written of a stream, and not handed on.
@usableFromInline
final class TextChunks {
    /// Bytes of a chunk that goes on; one more record fits.
    private static let fullBytes = 32 << 10

    @usableFromInline var bytes: [UInt8] = []
    @usableFromInline var records = 0
    private var makeHeader: (() throws -> [UInt8]?)?

    /// - Parameter header: Called when the first record is written.
    init(header: @escaping () throws -> [UInt8]?) { makeHeader = header }

    @usableFromInline var isFull: Bool { bytes.count >= Self.fullBytes }

    /// What there is; nil if there is nothing.
    @usableFromInline
    func take() throws -> TextChunk? {
        guard records > 0 else { return nil }
        let header = try makeHeader.flatMap { try $0() }
        makeHeader = nil
        defer {
            bytes.removeAll(keepingCapacity: true)
            records = 0
        }
        return TextChunk(bytes: ByteString(bytes), records: records, header: header.map { ByteString($0) })
    }
}
