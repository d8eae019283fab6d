import Testing

@testable import Records

struct PackedRecordsTests {
    /// Moves copies of `records` in, a few at a time.
    private func packed<Element>(_ records: [Element]) throws -> PackedRecords<Element> {
        let packed = PackedRecords(try #require(WireFormat<Element>.resolve()))
        for start in stride(from: 0, to: records.count, by: 7) {
            let some = Array(records[start..<min(start + 7, records.count)])
            try withUnsafeTemporaryAllocation(of: Element.self, capacity: some.count) { memory in
                _ = memory.initialize(from: some)
                try packed.append(memory.baseAddress!, count: some.count)
            }
        }
        return packed
    }

    private func all<Element>(of packed: PackedRecords<Element>, room: Int) throws -> [Element] {
        var records: [Element] = []
        try withUnsafeTemporaryAllocation(of: Element.self, capacity: room) { memory in
            while case let taken = try packed.take(into: memory.baseAddress!, room: room), taken > 0 {
                records += memory[..<taken]
                memory.baseAddress!.deinitialize(count: taken)
            }
        }
        return records
    }

    @Test(arguments: [1, 3, 100])
    func take_givesWhatCame_inOrder(room: Int) throws {
        let numbers = Array(0..<50_000)
        #expect(try all(of: try packed(numbers), room: room) == numbers)
        let texts = (0..<3000).map { ByteString("a text of more than fifteen bytes, \($0)") }
        #expect(try all(of: try packed(texts), room: room) == texts)
    }

    /// What is taken may outlive the block that it was in.
    @Test func take_textsOutliveTheirBlock() throws {
        var texts: [ByteString] = []
        do { texts = try all(of: try packed([ByteString("one text of more than fifteen bytes")]), room: 1) }
        #expect(texts == ["one text of more than fifteen bytes"])
    }

    /// A record may be larger than a block.
    @Test func append_takesRecordsOfAnySize() throws {
        let texts = [100, 1 << 17, 3, 6 << 20, 0, 1 << 20].map {
            ByteString(repeatElement(UInt8(ascii: "x"), count: $0))
        }
        let packed = try packed(texts)
        #expect(packed.count == 6 && packed.byteCount > 7 << 20)
        #expect(try all(of: packed, room: 2) == texts)
        #expect(packed.count == 0 && packed.byteCount == 0)
    }

    /// It takes about as many bytes as the text has.
    @Test func byteCount_isThatOfTheTexts() throws {
        let texts = (0..<10_000).map { ByteString("the \($0)-th of these texts is as long as this") }
        let bytes = texts.reduce(0) { $0 + $1.count }
        #expect(try packed(texts).byteCount <= bytes * 103 / 100)
    }

    @Test func removeAll_beginsAnew() throws {
        let packed = try packed(Array(0..<100))
        packed.removeAll()
        #expect(packed.count == 0 && packed.byteCount == 0)
        #expect(try all(of: packed, room: 10) == [])
    }
}
