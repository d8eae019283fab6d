/// Writes the `Codable` records of one frame. The names in it, and the encoders, go from one run of records to the next.
@usableFromInline
final class CodableWriter {
    private let root: RecordEncoder

    private init(_ writer: WireWriter) { root = RecordEncoder(SharedState(RecordWriting(writer))) }

    /// Takes the bytes of `writer` for a run of records.
    static func begin(_ writer: inout WireWriter) -> CodableWriter {
        guard let coding = writer.coding else { return CodableWriter(writer) }
        writer.coding = nil
        coding.root.writing.pointee.writer = writer
        return coding
    }

    /// Gives the bytes back. After a run that threw they are good for nothing, and neither is this.
    func end(_ writer: inout WireWriter) {
        writer = root.writing.pointee.writer
        if root.writing.pointee.failure == nil { writer.coding = self }
    }

    var isFull: Bool { root.writing.pointee.writer.isFull }

    func write(_ value: some Encodable) throws(WireError) { try root.write(value) }
}
