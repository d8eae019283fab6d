internal import Records

extension WireFormat {
    /// Writes one value.
    func write(_ value: Element, into writer: inout WireWriter) throws(WireError) {
        let place = UnsafeMutablePointer<Element>.allocate(capacity: 1)
        defer { place.deallocate() }
        place.initialize(to: value)
        var cursor = RecordCursor(available: 1, produced: 0, capacity: 0)
        do throws(WireError) {
            try encode(&cursor, place, &writer)
        } catch {
            if cursor.consumed == 0 { place.deinitialize(count: 1) }
            throw error
        }
    }

    /// The bytes of one value.
    func bytes(of value: Element) throws(WireError) -> [UInt8] {
        var writer = WireWriter(target: 256)
        defer { writer.memory.deallocate() }
        try write(value, into: &writer)
        return Array(writer.written)
    }

    /// The value that `bytes` are.
    func value(of bytes: UnsafeRawBufferPointer) throws(WireError) -> Element {
        let place = UnsafeMutablePointer<Element>.allocate(capacity: 1)
        defer { place.deallocate() }
        var reader = WireReader(bytes, records: 1)
        var cursor = RecordCursor(available: 0, produced: 0, capacity: 1)
        do throws(WireError) {
            try decode(&cursor, &reader, place)
        } catch {
            place.deinitialize(count: cursor.produced)
            throw error
        }
        guard cursor.produced == 1 else { throw WireError(message: "there is no value") }
        guard reader.isAtEnd else {
            place.deinitialize(count: 1)
            throw WireError(message: "bytes are left behind the value")
        }
        return place.move()
    }
}
