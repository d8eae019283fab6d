extension WireFormat where Element: Encodable & Decodable {
    /// Records that write and read themselves through `Codable`.
    static func codable() -> WireFormat {
        WireFormat(
            layout: "codable \(TypeOutline.of(Element.self))", isReadByProgram: true,
            encode: { cursor, input, writer throws(WireError) in
                let coding = CodableWriter.begin(&writer)
                defer { coding.end(&writer) }
                while cursor.consumed < cursor.available && !coding.isFull {
                    // Moved out, it isn't copied for the call.
                    let record = (input + cursor.consumed).move()
                    cursor.consumed += 1
                    try coding.write(record)
                }
            },
            decode: { cursor, reader, output throws(WireError) in
                let coding = CodableReader.begin(&reader)
                defer { coding.end(&reader) }
                while coding.records > 0 && cursor.produced < cursor.capacity {
                    (output + cursor.produced).initialize(to: try coding.read(Element.self))
                    cursor.produced += 1
                    coding.records -= 1
                }
            },
            store: { values, count, writer throws(WireError) in
                let coding = CodableWriter.begin(&writer)
                defer { coding.end(&writer) }
                for index in 0..<count { try coding.write(values[index]) }
            },
            load: { values, count, reader throws(WireError) in
                let coding = CodableReader.begin(&reader)
                defer { coding.end(&reader) }
                var made = 0
                do throws(WireError) {
                    while made < count {
                        (values + made).initialize(to: try coding.read(Element.self))
                        made += 1
                    }
                } catch {
                    values.deinitialize(count: made)
                    throw error
                }
            })
    }
}
