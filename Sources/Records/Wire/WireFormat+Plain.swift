extension WireFormat {
    /// Records that are copied as they lie in memory, or nil if `Element` is not made of its bytes alone.
    public static func plain() -> WireFormat? {
        guard let plain = PlainLayout.of(Element.self) else { return nil }
        let copy = PlainCopy<Element>(checks: plain.checks)
        var format = WireFormat(
            layout: plain.description, isReadByProgram: false, encode: copy.encode, decode: copy.decode,
            store: copy.store, load: copy.load)
        format.check = copy.check
        return format
    }
}

/// Copies values and looks at those that arrive.
private struct PlainCopy<Element> {
    let checks: [PlainLayout.Check]
    private var stride: Int { MemoryLayout<Element>.stride }

    func check(_ bytes: UnsafeRawBufferPointer) throws(WireError) {
        try PlainLayout.check(bytes, stride: stride, checks)
    }

    /// Batches are copied with the gaps behind their records, so that it doesn't matter how they are cut.
    func encode(_ cursor: inout RecordCursor, _ input: UnsafeMutablePointer<Element>, _ writer: inout WireWriter) {
        let room = max(1, (writer.target - writer.count) / stride)
        let records = min(room, cursor.available - cursor.consumed)
        writer.store(bytes: UnsafeRawBufferPointer(start: input + cursor.consumed, count: records * stride))
        cursor.consumed += records
    }

    func decode(
        _ cursor: inout RecordCursor, _ reader: inout WireReader, _ output: UnsafeMutablePointer<Element>
    ) throws(WireError) {
        let records = min(reader.records, cursor.capacity - cursor.produced)
        guard records > 0 else { return }
        let bytes = try reader.take(records * stride)
        try check(bytes)
        UnsafeMutableRawPointer(output + cursor.produced).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
        cursor.produced += records
        reader.records -= records
    }

    func store(_ values: UnsafePointer<Element>, _ count: Int, _ writer: inout WireWriter) {
        guard count > 0 else { return }
        // Behind the last value there may be another one, in what would be its gap.
        let size = MemoryLayout<Element>.size
        let place = writer.append((count - 1) * stride + max(1, size))
        if size > 0 {
            place.copyMemory(from: values, byteCount: (count - 1) * stride + size)
        } else {
            place.initializeMemory(as: UInt8.self, repeating: 0, count: count)
        }
    }

    func load(_ values: UnsafeMutablePointer<Element>, _ count: Int, _ reader: inout WireReader) throws(WireError) {
        guard count > 0 else { return }
        let size = MemoryLayout<Element>.size
        let (gaps, isTooMuch) = (count - 1).multipliedReportingOverflow(by: stride)
        let bytes = try reader.take(isTooMuch ? .max : gaps &+ max(1, size))
        try check(bytes)
        if size > 0 {
            UnsafeMutableRawPointer(values).copyMemory(from: bytes.baseAddress!, byteCount: bytes.count)
        }
    }
}
