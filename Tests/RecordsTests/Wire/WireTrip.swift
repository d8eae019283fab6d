import Testing

@testable import Records

/// Sends records through a format as the engine does: by the batch, into frames of a size, out of them in small batches.
struct WireTrip<Element> {
    let format: WireFormat<Element>
    var frameTarget = 64
    var batch = 3
    let recent = RecentTexts()

    /// - Throws: A failed requirement for a type that has no format.
    init(_ type: Element.Type = Element.self) throws {
        format = try #require(WireFormat<Element>.resolve())
    }

    /// One frame of bytes, and how many records are in it.
    typealias Frame = (bytes: [UInt8], records: Int)

    func encode(_ records: [Element]) throws(WireError) -> [Frame] {
        let batch = UnsafeMutablePointer<Element>.allocate(capacity: records.count)
        batch.initialize(from: records, count: records.count)
        var taken = 0
        defer {
            (batch + taken).deinitialize(count: records.count - taken)
            batch.deallocate()
        }
        var frames: [Frame] = []
        while taken < records.count {
            var writer = WireWriter(target: frameTarget)
            defer { writer.memory.deallocate() }
            var cursor = RecordCursor(available: records.count - taken, produced: 0, capacity: 0)
            defer { taken += cursor.consumed }
            try format.encode(&cursor, batch + taken, &writer)
            frames.append((Array(writer.written), cursor.consumed))
        }
        return frames
    }

    func decode(_ frame: Frame) throws(WireError) -> [Element] {
        // Of its exact size, so that a sanitizer sees each byte that is read beyond it.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: frame.bytes.count, alignment: 16)
        defer {
            memory.deallocate()
            withExtendedLifetime(recent) {}
        }
        memory.copyBytes(from: frame.bytes)
        var reader = WireReader(UnsafeRawBufferPointer(memory), records: frame.records, recent: recent)
        var records: [Element] = []
        while reader.records > 0 {
            let output = UnsafeMutablePointer<Element>.allocate(capacity: batch)
            var cursor = RecordCursor(available: 0, produced: 0, capacity: batch)
            defer {
                output.deinitialize(count: cursor.produced)
                output.deallocate()
            }
            try format.decode(&cursor, &reader, output)
            records.append(contentsOf: UnsafeBufferPointer(start: output, count: cursor.produced))
        }
        guard reader.isAtEnd else { throw WireError(message: "bytes are left behind the last record") }
        return records
    }

    func callAsFunction(_ records: [Element]) throws -> [Element] {
        try encode(records).flatMap { try decode($0) }
    }
}

/// The records after their journey.
func sent<Element>(_ records: [Element]) throws -> [Element] { try WireTrip(Element.self)(records) }
