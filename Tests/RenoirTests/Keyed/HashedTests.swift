import Records
import Synchronization
import Testing

@testable import Renoir

/// Pairs with hashes on the wire, of keys and values that count their lives.
@Suite(.serialized) struct HashedTests {
    private final class Counted: Codable, Sendable {
        static let alive = Atomic<Int>(0)
        let number: Int

        init(_ number: Int) {
            self.number = number
            Self.alive.add(1, ordering: .relaxed)
        }

        convenience init(from decoder: any Decoder) throws { self.init(try Int(from: decoder)) }
        func encode(to encoder: any Encoder) throws { try number.encode(to: encoder) }
        deinit { Self.alive.subtract(1, ordering: .relaxed) }
    }

    private typealias Pair = Hashed<Counted, [Counted]>

    private static let count = 5
    private static func hash(_ number: Int) -> UInt64 { UInt64(number) &* 0x9E37_79B9_7F4A_7C15 }

    private static func frame(_ format: WireFormat<Pair>) throws -> [UInt8] {
        let pairs = UnsafeMutablePointer<Pair>.allocate(capacity: count)
        defer { pairs.deallocate() }
        for number in 0..<count {
            let value = (0..<number).map { Counted($0) }
            (pairs + number).initialize(to: Pair(key: Counted(number), value: value, hash: hash(number)))
        }
        var writer = WireWriter(target: 1 << 16)
        defer { writer.memory.deallocate() }
        var cursor = RecordCursor(available: count, produced: 0, capacity: 0)
        defer { (pairs + cursor.consumed).deinitialize(count: count - cursor.consumed) }
        try format.encode(&cursor, pairs, &writer)
        return Array(writer.written)
    }

    /// What comes of bytes: hash, key and values of each pair.
    private static func read(_ bytes: some Collection<UInt8>, _ format: WireFormat<Pair>) throws -> [[UInt64]] {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
        defer { memory.deallocate() }
        memory.copyBytes(from: bytes)
        let pairs = UnsafeMutablePointer<Pair>.allocate(capacity: count)
        defer { pairs.deallocate() }
        var reader = WireReader(UnsafeRawBufferPointer(memory), records: count)
        var cursor = RecordCursor(available: 0, produced: 0, capacity: count)
        defer { pairs.deinitialize(count: cursor.produced) }
        try format.decode(&cursor, &reader, pairs)
        return (0..<cursor.produced).map { place in
            [pairs[place].hash, UInt64(pairs[place].key.number)] + pairs[place].value.map { UInt64($0.number) }
        }
    }

    @Test func pairs_travelWithTheirHashes() throws {
        let format = try #require(Hashed<Counted, [Counted]>.wireFormat())
        let expected = (0..<Self.count).map { number in
            [Self.hash(number), UInt64(number)] + (0..<number).map { UInt64($0) }
        }
        #expect(try Self.read(try Self.frame(format), format) == expected)
        #expect(Counted.alive.load(ordering: .relaxed) == 0)
    }

    @Test func framesCutShort_areRefused_andLeaveNothing() throws {
        let format = try #require(Hashed<Counted, [Counted]>.wireFormat())
        let bytes = try Self.frame(format)
        for length in 0..<bytes.count {
            #expect(throws: WireError.self, "\(length) of \(bytes.count) bytes") {
                try Self.read(bytes.prefix(length), format)
            }
            #expect(Counted.alive.load(ordering: .relaxed) == 0)
        }
    }

    @Test func plainPairs_travelAsTheyLie() throws {
        #expect(try #require(Hashed<Double, Int>.wireFormat()).isMemory)
        #expect(try #require(Hashed<String, Int>.wireFormat()).isMemory == false)
    }
}
