import Testing

@testable import Records

/// Keys of one byte are written and found without their names; nothing else tells them from others.
struct KeyCodesTests {
    private protocol NumberedKey: CodingKey, Sendable { init(_ number: Int) }

    private struct ByteKey: NumberedKey {
        var number: UInt8
        init(_ number: Int) { self.number = UInt8(number) }
        init?(stringValue: String) { nil }
        init?(intValue: Int) { nil }
        var stringValue: String { "key \(number)" }
        var intValue: Int? { nil }
    }

    private struct WordKey: NumberedKey {
        var number: Int
        init(_ number: Int) { self.number = number }
        init?(stringValue: String) { nil }
        init?(intValue: Int) { nil }
        var stringValue: String { "key \(number)" }
        var intValue: Int? { nil }
    }

    /// Fields in an order that changes from record to record, and read in another one.
    private struct Fields<Key: NumberedKey>: Codable, Equatable, Sendable {
        var record: Int
        var count: Int

        init(record: Int, count: Int) { (self.record, self.count) = (record, count) }

        private struct Order {
            let keys: [Int]
            init(_ record: Int, _ count: Int) {
                let keys = (0..<count).map { ($0 + 7 * (record / 2)) % count }
                self.keys = record.isMultiple(of: 3) ? keys.reversed() : keys
            }
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Key.self)
            for key in Order(record, count).keys { try values.encode(record * 1000 + key, forKey: Key(key)) }
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            let first = try values.decode(Int.self, forKey: Key(0))
            record = first / 1000
            count = 0
            while let value = try values.decodeIfPresent(Int.self, forKey: Key(count)) {
                guard value == record * 1000 + count else { throw WireError(message: "\(value) for key \(count)") }
                count += 1
            }
            // In the order in which they were written.
            for key in Order(record, count).keys {
                let value = try values.decode(Int.self, forKey: Key(key))
                guard value == record * 1000 + key else { throw WireError(message: "\(value) for key \(key)") }
            }
        }
    }

    @Test(arguments: [1, 5, 126, 127, 130, 250])
    func keys_ofOneByte_anyOrder_arriveWithTheBytesOfOthers(count: Int) throws {
        let records = (0..<9).map { Fields<ByteKey>(record: $0, count: count) }
        var trip = try WireTrip<Fields<ByteKey>>()
        trip.frameTarget = 1 << 20
        var others = try WireTrip<Fields<WordKey>>()
        others.frameTarget = trip.frameTarget
        let frames = try trip.encode(records)
        let bytes = try others.encode(records.map { Fields<WordKey>(record: $0.record, count: count) })
        #expect(frames.map(\.bytes) == bytes.map(\.bytes))
        #expect(try frames.flatMap { try trip.decode($0) } == records)
    }

    /// A value with containers for two types of keys, whose bytes are the same.
    private struct TwoTypes: Codable, Equatable {
        enum First: CodingKey { case a, b }
        enum Second: CodingKey { case c, d }

        var values: [Int]

        init(_ number: Int) { values = (0..<4).map { number * 4 + $0 } }

        func encode(to encoder: any Encoder) throws {
            var first = encoder.container(keyedBy: First.self)
            try first.encode(values[0], forKey: .a)
            var second = encoder.container(keyedBy: Second.self)
            try second.encode(values[2], forKey: .c)
            try first.encode(values[1], forKey: .b)
            try second.encode(values[3], forKey: .d)
        }

        init(from decoder: any Decoder) throws {
            let first = try decoder.container(keyedBy: First.self)
            let a = try first.decode(Int.self, forKey: .a)
            let second = try decoder.container(keyedBy: Second.self)
            let c = try second.decode(Int.self, forKey: .c)
            let b = try first.decode(Int.self, forKey: .b)
            values = [a, b, c, try second.decode(Int.self, forKey: .d)]
        }
    }

    @Test func keys_ofTwoTypesInOneValue_arriveByTheirNames() throws {
        let records = (0..<6).map { TwoTypes($0) }
        var trip = try WireTrip<TwoTypes>()
        trip.frameTarget = 1 << 16
        #expect(try trip(records) == records)
    }

    /// One that asks for each type of keys in its turn.
    private struct OneOfTwo: Codable, Equatable {
        var number: Int
        /// A record of numbers alone would travel as it lies in memory.
        private var text = ""

        init(_ number: Int) { self.number = number }

        func encode(to encoder: any Encoder) throws {
            if number.isMultiple(of: 3) {
                var values = encoder.container(keyedBy: TwoTypes.First.self)
                try values.encode(number, forKey: .b)
            } else {
                var values = encoder.container(keyedBy: TwoTypes.Second.self)
                try values.encode(number, forKey: .d)
            }
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: TwoTypes.First.self)
            if let number = try values.decodeIfPresent(Int.self, forKey: .b) {
                self.number = number
            } else {
                number = try decoder.container(keyedBy: TwoTypes.Second.self).decode(Int.self, forKey: .d)
            }
        }
    }

    @Test func keys_ofAnotherTypeInTheNextValue_arriveByTheirNames() throws {
        let records = (0..<12).map { OneOfTwo($0) }
        var trip = try WireTrip<OneOfTwo>()
        trip.frameTarget = 1 << 16
        #expect(try trip(records) == records)
    }

    /// One that asks which keys its value has, as an enum does, and is told others than it has written itself.
    private struct Listed: Codable, Equatable {
        enum Written: String, CodingKey { case a, b, c, foreign }
        enum Known: CodingKey { case c, b, a }
        enum Lone: CodingKey { case b }

        var number: Int
        private var text = ""
        private var written: [Written] { [[], [.a], [.b], [.foreign], [.a, .b], [.c, .foreign], [.c]][number % 7] }

        init(_ number: Int) { self.number = number }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Written.self)
            for key in written { try values.encode([number, number], forKey: key) }
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Known.self)
            let keys = values.allKeys
            number = try keys.first.map { try values.decode([Int].self, forKey: $0)[0] } ?? -1
            let names = keys.map(\.stringValue)
            guard values.allKeys.map(\.stringValue) == names else { throw WireError(message: "twice") }
            if number % 2 == 0 {
                let lone = try decoder.container(keyedBy: Lone.self).allKeys
                guard lone.map(\.stringValue) == names.filter({ $0 == "b" }) else { throw WireError(message: "alone") }
            }
            let known = number < 0 ? [] : written.filter { $0 != .foreign }
            guard names == known.map(\.rawValue) else { throw WireError(message: "\(names) of \(number)") }
        }
    }

    @Test(arguments: [64, 1 << 16]) func allKeys_areThoseOfTheValue(target: Int) throws {
        let records = (0..<70).map { Listed($0) }
        var trip = try WireTrip<Listed>()
        (trip.frameTarget, trip.batch) = (target, 9)
        let expected = records.map { [0, 3].contains($0.number % 7) ? Listed(-1) : $0 }
        #expect(try trip(records) == expected)
    }

    /// Parts whose types have one key, and errors that say where in which record they are.
    private struct Part: Codable, Equatable {
        struct Inner: Codable, Equatable { var number: Int, text: String? }
        var inner: Inner
    }
    private struct Refusing: Codable, Equatable {
        enum Keys: CodingKey { case parts, last }
        var parts: [Part]
        var last: Part

        init(_ number: Int) {
            parts = (0..<3).map { Part(inner: .init(number: number + $0, text: nil)) }
            last = Part(inner: .init(number: number, text: "x"))
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Keys.self)
            parts = try values.decode([Part].self, forKey: .parts)
            last = try values.decode(Part.self, forKey: .last)
            guard parts[0].inner.number < 5 else {
                struct Wrong: Decodable { struct Inner: Decodable { var number: String }; var inner: Inner }
                if parts[0].inner.number > 5 { _ = try values.decode(Wrong.self, forKey: .last) }
                _ = try values.decode([Wrong].self, forKey: .parts)
                return
            }
        }
    }

    @Test func errors_afterManyRecords_sayWhereTheyAre() throws {
        var trip = try WireTrip<Refusing>()
        trip.frameTarget = 1 << 16
        #expect(try trip((0..<5).map { Refusing($0) }) == (0..<5).map { Refusing($0) })
        func path(_ number: Int) throws -> [String] {
            do throws(WireError) {
                for frame in try trip.encode((0..<5).map { Refusing($0) } + [Refusing(number)]) {
                    _ = try trip.decode(frame)
                }
                return []
            } catch {
                return error.path
            }
        }
        #expect(try path(5) == ["parts", "0", "inner", "number"])
        #expect(try path(6) == ["last", "inner", "number"])
    }
}
