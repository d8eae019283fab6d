import Renoir
import Testing

/// What a program that imports nothing but `Renoir` can name.
@Suite struct NamesTests {
    /// The kernel of an operator, made in a function of its own.
    private static func sum() -> Kernel<Int, Int, Int> {
        { cursor, input, _, sum in
            for place in cursor.consumed..<cursor.available { sum.pointee += input[place] }
            cursor.consumed = cursor.available
        }
    }

    private static func total() -> Emission<Int, Int> {
        { cursor, output, sum in
            guard cursor.isEndOfPass else { return }
            (output + cursor.produced).initialize(to: sum.pointee)
            cursor.produced += 1
        }
    }

    @Test func kernelsAndEmissions_haveNames() throws {
        let context = StreamContext(.local(1))
        let sums = context.stream(of: 1...10)
            .custom("sum", state: { _ in 0 }, onBatch: Self.sum(), onMark: Self.total())
            .collect()
        try context.execute()
        #expect(sums.value == [55])
    }

    @Test func storageOfByteStrings_hasAName() {
        let storage = Array("two words".utf8).withUnsafeBytes { ByteStorage(copying: $0) }
        #expect(ByteString(wholeOf: storage) == "two words")
    }

    @Test func groupsOfKeys_haveAName() {
        #expect(KeyGroup(hash: KeyHash.hash("key")).replica(of: 1) == 0)
    }

    /// A type that travels as a number, by a format of its own.
    private struct Celsius: WireFormatted, Sendable {
        let degrees: Int

        static func wireFormat() -> WireFormat<Celsius>? {
            WireFormat(
                layout: "celsius",
                store: { value, writer throws(WireError) in writer.encode(value.pointee.degrees) },
                load: { place, reader throws(WireError) in place.initialize(to: Celsius(degrees: try reader.decode())) }
            )
        }
    }

    @Test func formats_haveNames() throws {
        let context = StreamContext(.local(2))
        let temperatures = context.stream(of: 0..<3).map { Celsius(degrees: $0) }.shuffle().collect()
        try context.execute()
        #expect(temperatures.value?.map(\.degrees).sorted() == [0, 1, 2])
    }
}
