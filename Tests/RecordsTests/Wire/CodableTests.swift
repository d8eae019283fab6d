import Foundation
import Records
import Testing

struct CodableTests {
    static let people = [
        Person(name: "", age: .min, mail: nil, scores: [], tags: [:]),
        Person(name: "Ada", age: 36, mail: "ada@example.org", scores: [1, .infinity], tags: ["a": [1, 2], "b": []]),
        Person(name: "Bob", age: 1, mail: nil, scores: [0], tags: ["c": [3]]),
    ]

    @Test func codable_struct_arrives() throws { #expect(try sent(Self.people) == Self.people) }

    @Test func codable_inTuplesAndArrays_arrives() throws {
        let values = try sent([(Self.people, 1), ([], 2)])
        #expect(values[0].0 == Self.people && values[1].0.isEmpty)
    }

    @Test func codable_enumWithPayload_arrives() throws {
        let shapes: [Shape] = [.point, .circle(radius: 2), .pair(.pair(.point, .circle(radius: 1)), .point)]
        #expect(try sent(shapes) == shapes)
    }

    @Test func codable_keysOfASecondRecord_takeOneByteEach() throws {
        var trip = try WireTrip<Simple>()
        trip.frameTarget = 1 << 16
        let one = try trip.encode([Simple(first: 1, second: 2)])[0].bytes.count
        let two = try trip.encode([Simple(first: 1, second: 2), Simple(first: 1, second: 2)])[0].bytes.count
        // A tag, two keys with a tag and eight bytes each, and the end.
        #expect(two - one == 1 + 2 * (1 + 1 + 8) + 1)
    }

    private struct Simple: Codable, WithText {
        var first: Int
        var second: Int
        var text: String?
    }

    private struct Twisted: Codable, Equatable, WithText {
        var first = 0
        var second = 0
        var text: String?
        var ignored = "x"

        init(_ first: Int, _ second: Int) { (self.first, self.second) = (first, second) }

        enum CodingKeys: CodingKey { case first, second, text, ignored }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            second = try values.decode(Int.self, forKey: .second)
            text = try values.decodeIfPresent(String.self, forKey: .text)
            first = try values.decode(Int.self, forKey: .first)
        }
    }

    @Test func codable_fieldsReadInAnotherOrder_arrive() throws {
        #expect(try sent([Twisted(1, 2), Twisted(3, 4)]) == [Twisted(1, 2), Twisted(3, 4)])
    }

    private class Base: Codable {
        var name: String
        init(name: String) { self.name = name }
    }

    private final class Derived: Base, @unchecked Sendable {
        var number: Int

        init(name: String, number: Int) {
            self.number = number
            super.init(name: name)
        }

        enum CodingKeys: CodingKey { case number }

        required init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            number = try values.decode(Int.self, forKey: .number)
            try super.init(from: values.superDecoder())
        }

        override func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(number, forKey: .number)
            try super.encode(to: values.superEncoder())
        }
    }

    @Test func codable_classWithSuper_arrives() throws {
        let values = try sent([Derived(name: "a", number: 1), Derived(name: "b", number: 2)])
        #expect(values.map(\.name) == ["a", "b"] && values.map(\.number) == [1, 2])
    }

    private struct Nested: Codable, Equatable, WithText {
        var numbers: [Int]
        var inner: [String: Int]
        var text: String?

        enum Keys: String, CodingKey { case outer, numbers }

        init(numbers: [Int], inner: [String: Int]) { (self.numbers, self.inner) = (numbers, inner) }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Keys.self)
            // Both at a time, and the second first.
            var list = try values.nestedUnkeyedContainer(forKey: .numbers)
            let map = try values.nestedContainer(keyedBy: AnyKey.self, forKey: .outer)
            inner = try Dictionary(
                uniqueKeysWithValues: map.allKeys.map { ($0.stringValue, try map.decode(Int.self, forKey: $0)) })
            numbers = []
            while !list.isAtEnd { numbers.append(try list.decodeNil() ? 0 : list.decode(Int.self)) }
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Keys.self)
            var map = values.nestedContainer(keyedBy: AnyKey.self, forKey: .outer)
            for (key, value) in inner { try map.encode(value, forKey: AnyKey(stringValue: key)) }
            var list = values.nestedUnkeyedContainer(forKey: .numbers)
            for number in numbers { if number == 0 { try list.encodeNil() } else { try list.encode(number) } }
        }
    }

    struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    @Test func codable_nestedContainers_arrive() throws {
        let values = [Nested(numbers: [0, 1, 2], inner: ["a": 1, "b": 2]), Nested(numbers: [], inner: [:])]
        #expect(try sent(values) == values)
    }

    private struct AllSimple: Codable, Equatable, WithText {
        var (a, b, c, d, e) = (Int.min, Int8.min, Int16.min, Int32.min, Int64.min)
        var (f, g, h, i, j) = (UInt.max, UInt8.max, UInt16.max, UInt32.max, UInt64.max)
        var (k, l, m) = (Float.pi, -Double.infinity, true)
        var text: String? = "a"
    }

    @Test func codable_simpleTypes_takeATagAndTheirBytes() throws {
        #expect(try sent([AllSimple(), AllSimple()]) == [AllSimple(), AllSimple()])
        var trip = try WireTrip<AllSimple>()
        trip.frameTarget = 1 << 16
        let one = try trip.encode([AllSimple()])[0].bytes.count
        let two = try trip.encode([AllSimple(), AllSimple()])[0].bytes.count
        // A key and a tag each; a Bool is its tag; the text has a count and a byte.
        #expect(two - one == 1 + 14 * 2 + 2 * (8 + 1 + 2 + 4 + 8) + 4 + 8 + 2 + 1)
    }

    @Test(arguments: [0, 1, 127, 128, 129, 16_383, 16_384, 70_000])
    func codable_arrays_ofAnyCount_arrive(count: Int) throws {
        let person = Person(
            name: "a", age: 1, mail: "m", scores: [Double](repeating: 2, count: count), tags: ["t": Array(0..<count)])
        #expect(try sent([person, person]) == [person, person])
    }

    private enum Either: Codable, Equatable {
        case number(Int), text(String)

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let number = try? value.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try value.decode(String.self))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var value = encoder.singleValueContainer()
            switch self {
            case .number(let number): try value.encode(number)
            case .text(let text): try value.encode(text)
            }
        }
    }

    @Test func codable_typeTriedFirst_isNotMistaken() throws {
        let values: [Either] = [.number(1), .text("a text of more than eight bytes"), .text("")]
        #expect(try sent(values) == values)
    }

    private struct Blob: Codable, Equatable {
        var data: Data
        var bytes: [UInt8]
        var text: ByteString
        var when: Date
        var id: UUID
    }

    @Test func codable_dataAndBytes_arrive() throws {
        let blob = Blob(
            data: Data(0..<200), bytes: [1, 2], text: ByteString([255, 0]), when: Date(timeIntervalSince1970: 1),
            id: UUID())
        #expect(try sent([blob]) == [blob])
    }

    private struct Refusing: Codable, WithText {
        struct Refusal: Error {}
        var text: String?
        init() {}
        func encode(to encoder: any Encoder) throws { throw Refusal() }
    }

    @Test func codable_encodingThrows_isAWireError() throws {
        #expect(throws: WireError(message: "Refusal()")) { try WireTrip<Refusing>().encode([Refusing()]) }
    }

    private struct Interleaved: Codable, WithText {
        var text: String?
        init() {}
        func encode(to encoder: any Encoder) throws {
            var values = encoder.unkeyedContainer()
            var first = values.nestedUnkeyedContainer()
            try values.encode(1)
            try first.encode(2)
        }
    }

    @Test func codable_containerWrittenAfterItsParent_isAnError() throws {
        let error = try #require(throws: WireError.self) { try WireTrip<Interleaved>().encode([Interleaved()]) }
        #expect(error.path == ["0"])
    }

    @Test func codable_missingField_namesItsPath() throws {
        struct Writer: Codable { var inner: [String: String] = ["name": "a"] }
        struct Reader: Codable {
            struct Inner: Codable { var name: Int; var text: String? }
            var inner: Inner
        }
        let frame = try WireTrip<Writer>().encode([Writer()])[0]
        let error = try #require(throws: WireError.self) { try WireTrip<Reader>().decode(frame) }
        #expect(error.path == ["inner"] || error.path == ["inner", "name"])
        #expect(error.message == "a value of kind string is no Int")
    }
}

/// A field that keeps a struct from being copied as bytes.
protocol WithText {
    var text: String? { get }
}
