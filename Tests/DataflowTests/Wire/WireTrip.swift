import Testing

@testable import Dataflow

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
        let batch = Batch<Element>(capacity: max(1, records.count), isTimed: false)
        batch.base.initialize(from: records, count: records.count)
        batch.end = records.count
        var frames: [Frame] = []
        while batch.count > 0 {
            var writer = WireWriter(target: frameTarget)
            var cursor = Cursor(available: batch.count, produced: 0, capacity: 0)
            do throws(WireError) {
                try format.encode(&cursor, batch.first, &writer)
            } catch {
                batch.consume(cursor.consumed)
                writer.memory.deallocate()
                throw error
            }
            batch.consume(cursor.consumed)
            let bytes = writer.written
            frames.append((Array(bytes), cursor.consumed))
            bytes.deallocate()
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
            let output = Batch<Element>(capacity: batch, isTimed: false)
            var cursor = Cursor(available: 0, produced: 0, capacity: batch)
            defer { output.end = cursor.produced }
            try format.decode(&cursor, &reader, output.base)
            records.append(contentsOf: UnsafeBufferPointer(start: output.base, count: cursor.produced))
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
