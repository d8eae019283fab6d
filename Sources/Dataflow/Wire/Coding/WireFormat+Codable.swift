extension WireFormat where Element: Encodable & Decodable {
    /// Records that write and read themselves through `Codable`.
    static func codable() -> WireFormat {
        WireFormat(
            layout: "codable \(TypeOutline.of(Element.self))",
            encode: { cursor, input, writer throws(WireError) in
                let writing = RecordWriting(writer)
                defer { writer = writing.writer }
                while cursor.consumed < cursor.available && !writing.writer.isFull {
                    try writing.write((input + cursor.consumed).pointee)
                    (input + cursor.consumed).deinitialize(count: 1)
                    cursor.consumed += 1
                }
            },
            decode: { cursor, reader, output throws(WireError) in
                let reading = RecordReading(reader)
                defer { reader = reading.reader }
                while reading.reader.records > 0 && cursor.produced < cursor.capacity {
                    (output + cursor.produced).initialize(to: try reading.read(Element.self))
                    cursor.produced += 1
                    reading.reader.records -= 1
                }
            },
            store: { values, count, writer throws(WireError) in
                let writing = RecordWriting(writer)
                defer { writer = writing.writer }
                for index in 0..<count { try writing.write(values[index]) }
            },
            load: { values, count, reader throws(WireError) in
                let reading = RecordReading(reader)
                defer { reader = reading.reader }
                var made = 0
                do throws(WireError) {
                    while made < count {
                        (values + made).initialize(to: try reading.read(Element.self))
                        made += 1
                    }
                } catch {
                    values.deinitialize(count: made)
                    throw error
                }
            })
    }
}
