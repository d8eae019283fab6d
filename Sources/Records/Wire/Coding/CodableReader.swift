/// Reads the `Codable` records of one frame. The names met in it, and the decoders, go from one run of records to the next.
@usableFromInline
final class CodableReader {
    private let root: RecordDecoder

    private init(_ reader: WireReader) {
        root = RecordDecoder(SharedState(RecordReading(reader)), at: 0, path: nil, isReusable: false)
    }

    private var reading: UnsafeMutablePointer<RecordReading> { root.reading }

    /// Takes the place of `reader` for a run of records.
    static func begin(_ reader: inout WireReader) -> CodableReader {
        guard let coding = reader.coding else { return CodableReader(reader) }
        reader.coding = nil
        coding.reading.pointee.reader = reader
        return coding
    }

    /// Gives the place back.
    func end(_ reader: inout WireReader) {
        reader = reading.pointee.reader
        // The frame may go: a decoder that somebody has kept finds nothing.
        reading.pointee.reader = WireReader(UnsafeRawBufferPointer(start: nil, count: 0), records: 0)
        reader.coding = self
    }

    var records: Int {
        get { reading.pointee.reader.records }
        set { reading.pointee.reader.records = newValue }
    }

    func read<Value: Decodable>(_ type: Value.Type) throws(WireError) -> Value { try root.read(type) }
}
