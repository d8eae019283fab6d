import Testing

@testable import Records

/// Coders and their containers are used again from record to record; whoever keeps one gets another's values at no time.
struct KeptContainerTests {
    private enum Keys: CodingKey { case number, text, first, second }
    private enum OtherKeys: CodingKey { case flag }

    /// What a record does with its coders.
    private struct Script: Sendable {
        var encode: @Sendable (Scripted, any Encoder) throws -> Void = { try $0.encodeFields(to: $1) }
        var decode: @Sendable (any Decoder) throws -> Scripted = { try Scripted(fieldsFrom: $0) }
    }

    /// A record that does what the test at hand says.
    private struct Scripted: Codable, Equatable {
        @TaskLocal static var script = Script()

        var number: Int
        var text = "a text of more than fifteen bytes"

        init(_ number: Int) { self.number = number }

        init(from decoder: any Decoder) throws { self = try Self.script.decode(decoder) }

        func encode(to encoder: any Encoder) throws { try Self.script.encode(self, encoder) }

        func encodeFields(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Keys.self)
            try values.encode(number, forKey: .number)
            try values.encode(text, forKey: .text)
        }

        init(fieldsFrom decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Keys.self)
            number = try values.decode(Int.self, forKey: .number)
            text = try values.decode(String.self, forKey: .text)
        }
    }

    /// Somewhere to keep things that the tests do one after the other.
    private final class Shelf<Value>: @unchecked Sendable {
        var values: [Value] = []
    }

    private func sent(_ count: Int, _ script: Script) throws -> [Scripted] {
        try Scripted.$script.withValue(script) { try RecordsTests.sent((0..<count).map { Scripted($0) }) }
    }

    @Test func containers_ofTheLibrary_areOneReference() {
        #expect(TypeMetadata.isOneReference(KeyedEncodingContainer<Keys>.self))
        #expect(TypeMetadata.isOneReference(KeyedDecodingContainer<Keys>.self))
    }

    @Test func oneReference_otherTypes_isFalse() {
        struct Pair { var first: AnyObject, second: AnyObject }
        struct Number { var value: Int }
        #expect(!TypeMetadata.isOneReference(Pair.self) && !TypeMetadata.isOneReference(Number.self))
        #expect(!TypeMetadata.isOneReference(Int.self) && !TypeMetadata.isOneReference(String.self))
    }

    @Test func encoder_nobodyKeepsIt_isUsedAgain() throws {
        let shelf = Shelf<ObjectIdentifier>()
        var script = Script()
        script.encode = { record, encoder in
            shelf.values.append(ObjectIdentifier(encoder as AnyObject))
            try record.encodeFields(to: encoder)
        }
        var trip = try WireTrip<Scripted>()
        trip.frameTarget = 1 << 16
        _ = try Scripted.$script.withValue(script) { try trip.encode((0..<9).map { Scripted($0) }) }
        #expect(Set(shelf.values).count == 1)
    }

    @Test func keyedEncodingContainer_keptForTheNextRecord_isRefused() throws {
        let shelf = Shelf<KeyedEncodingContainer<Keys>>()
        var script = Script()
        script.encode = { record, encoder in
            var values = encoder.container(keyedBy: Keys.self)
            try values.encode(record.number, forKey: .number)
            for var kept in shelf.values { try kept.encode("stray", forKey: .text) }
            shelf.values.append(values)
        }
        let error = #expect(throws: WireError.self) { try sent(2, script) }
        #expect(error?.message == "a container is written to after the one around it went on")
    }

    @Test func encoder_keptForTheNextRecord_isRefused() throws {
        let shelf = Shelf<any Encoder>()
        var script = Script()
        script.encode = { record, encoder in
            for kept in shelf.values { _ = kept.container(keyedBy: Keys.self) }
            shelf.values.append(encoder)
            try record.encodeFields(to: encoder)
        }
        #expect(throws: WireError.self) { try sent(2, script) }
    }

    @Test func encodingContainers_usedWhenTheFrameIsGone_throw() throws {
        let containers = Shelf<KeyedEncodingContainer<Keys>>()
        let encoders = Shelf<any Encoder>()
        var script = Script()
        script.encode = { record, encoder in
            var values = encoder.container(keyedBy: Keys.self)
            try values.encode(record.number, forKey: .number)
            try values.encode(record.text, forKey: .text)
            if record.number == 0 { containers.values.append(values) } else { encoders.values.append(encoder) }
        }
        #expect(try sent(2, script) == [Scripted(0), Scripted(1)])
        #expect(throws: WireError.self) { try containers.values[0].encode(1, forKey: .first) }
        var late = encoders.values[0].container(keyedBy: Keys.self)
        encoders.values = []
        #expect(throws: WireError.self) { try late.encode(1, forKey: .first) }
    }

    @Test func keyedDecodingContainer_keptForTheNextRecord_hasItsOwnValues() throws {
        let shelf = Shelf<KeyedDecodingContainer<Keys>>()
        var script = Script()
        script.decode = { decoder in
            let record = try Scripted(fieldsFrom: decoder)
            for (number, kept) in shelf.values.enumerated() {
                #expect(try kept.decode(Int.self, forKey: .number) == number)
                #expect(try kept.decode(String.self, forKey: .text) == record.text)
            }
            shelf.values.append(try decoder.container(keyedBy: Keys.self))
            return record
        }
        var trip = try WireTrip<Scripted>()
        (trip.frameTarget, trip.batch) = (1 << 16, 9)
        let records = (0..<4).map { Scripted($0) }
        #expect(try Scripted.$script.withValue(script) { try trip(records) } == records)
        #expect(shelf.values.count == 4)
    }

    @Test func decoder_keptForTheNextRecord_hasItsOwnValues() throws {
        let shelf = Shelf<any Decoder>()
        var script = Script()
        script.decode = { decoder in
            for (number, kept) in shelf.values.enumerated() {
                #expect(try Scripted(fieldsFrom: kept) == Scripted(number))
            }
            shelf.values.append(decoder)
            return try Scripted(fieldsFrom: decoder)
        }
        var trip = try WireTrip<Scripted>()
        (trip.frameTarget, trip.batch) = (1 << 16, 9)
        let records = (0..<4).map { Scripted($0) }
        #expect(try Scripted.$script.withValue(script) { try trip(records) } == records)
    }

    @Test func decodingContainers_usedWhenTheFrameIsGone_throw() throws {
        let containers = Shelf<KeyedDecodingContainer<Keys>>()
        let decoders = Shelf<any Decoder>()
        var script = Script()
        script.decode = { decoder in
            let record = try Scripted(fieldsFrom: decoder)
            if record.number == 0 {
                containers.values.append(try decoder.container(keyedBy: Keys.self))
            } else {
                decoders.values.append(decoder)
            }
            return record
        }
        #expect(try sent(2, script).count == 2)
        #expect(throws: (any Error).self) { try containers.values[0].decode(Int.self, forKey: .number) }
        #expect(throws: (any Error).self) { try Scripted(fieldsFrom: decoders.values[0]) }
    }

    @Test func twoKindsOfKeys_inOneValue_arrive() throws {
        var script = Script()
        script.encode = { record, encoder in
            try record.encodeFields(to: encoder)
            var others = encoder.container(keyedBy: OtherKeys.self)
            try others.encode(true, forKey: .flag)
        }
        script.decode = { decoder in
            let others = try decoder.container(keyedBy: OtherKeys.self)
            #expect(try others.decode(Bool.self, forKey: .flag))
            return try Scripted(fieldsFrom: decoder)
        }
        #expect(try sent(5, script) == (0..<5).map { Scripted($0) })
    }

    @Test func kindsOfKeys_inTurn_arrive() throws {
        var script = Script()
        script.encode = { record, encoder in
            if record.number.isMultiple(of: 2) { return try record.encodeFields(to: encoder) }
            var others = encoder.container(keyedBy: OtherKeys.self)
            try others.encode(record.number, forKey: .flag)
        }
        script.decode = { decoder in
            let others = try decoder.container(keyedBy: OtherKeys.self)
            guard let number = try others.decodeIfPresent(Int.self, forKey: .flag) else {
                return try Scripted(fieldsFrom: decoder)
            }
            return Scripted(number)
        }
        #expect(try sent(6, script) == (0..<6).map { Scripted($0) })
    }

    @Test func nestedContainer_heldWhileItsParentGoesOn_isNotLeaked() throws {
        final class Weak { weak var object: AnyObject? }
        let shelf = Shelf<Weak>()
        var script = Script()
        script.encode = { record, encoder in
            var values = encoder.container(keyedBy: Keys.self)
            var first = values.nestedContainer(keyedBy: Keys.self, forKey: .first)
            try first.encode(record.number, forKey: .number)
            let second = values.superEncoder(forKey: .second)
            let weak = Weak()
            weak.object = second as AnyObject
            shelf.values.append(weak)
            try record.encodeFields(to: second)
            try first.encodeAfterwards()
        }
        script.decode = { decoder in
            let values = try decoder.container(keyedBy: Keys.self)
            return try Scripted(fieldsFrom: try values.superDecoder(forKey: .second))
        }
        #expect(try sent(3, script) == (0..<3).map { Scripted($0) })
        #expect(shelf.values.count == 3 && shelf.values.allSatisfy { $0.object == nil })
    }

    /// The value inside goes on with an encoder that is closed, and not with that of the value which came in its place.
    @Test func outerContainer_writtenToFromWithin_closesTheValueInside() throws {
        struct Twin: Encodable {
            func encode(to encoder: any Encoder) throws {
                Inner.log.values.append(ObjectIdentifier(encoder as AnyObject))
                var values = encoder.container(keyedBy: Keys.self)
                try values.encode(2, forKey: .number)
            }
        }
        struct Inner: Encodable {
            @TaskLocal static var outer = Shelf<KeyedEncodingContainer<Keys>>()
            @TaskLocal static var log = Shelf<ObjectIdentifier>()
            @TaskLocal static var seen = Shelf<String>()

            func encode(to encoder: any Encoder) throws {
                Inner.log.values.append(ObjectIdentifier(encoder as AnyObject))
                var values = encoder.container(keyedBy: Keys.self)
                try values.encode(1, forKey: .number)
                try Inner.outer.values[0].encode(Twin(), forKey: .second)
                do {
                    try values.encode(3, forKey: .number)
                } catch let error as WireError {
                    Inner.seen.values.append(error.message)
                }
                #expect(encoder.codingPath.map(\.stringValue) == ["first"])
            }
        }
        var script = Script()
        script.encode = { record, encoder in
            var values = encoder.container(keyedBy: Keys.self)
            Inner.outer.values = [values]
            try values.encode(Inner(), forKey: .first)
            Inner.outer.values = []
            try values.encode(record.number, forKey: .number)
            try values.encode(record.text, forKey: .text)
        }
        let (log, seen) = (Shelf<ObjectIdentifier>(), Shelf<String>())
        let arrived = try Inner.$outer.withValue(Shelf()) {
            try Inner.$log.withValue(log) { try Inner.$seen.withValue(seen) { try sent(3, script) } }
        }
        #expect(arrived == (0..<3).map { Scripted($0) })
        #expect(seen.values == Array(repeating: "a container is written to after the one around it went on", count: 3))
        #expect(log.values.count == 6 && (0..<3).allSatisfy { log.values[2 * $0] != log.values[2 * $0 + 1] })
    }

    @Test func outerContainer_readFromWithin_arrives() throws {
        struct Outer: Codable {
            let number: Int
            let text: String
            let inner: Inner

            enum CodingKeys: CodingKey { case number, text, inner }

            init() { (number, text, inner) = (1, "t", Inner(seen: 0)) }

            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: CodingKeys.self)
                inner = try Inner.$outer.withValue(Box(values)) { try values.decode(Inner.self, forKey: .inner) }
                number = try values.decode(Int.self, forKey: .number)
                text = try values.decode(String.self, forKey: .text)
            }
        }
        struct Box: @unchecked Sendable {
            let values: KeyedDecodingContainer<Outer.CodingKeys>
            init(_ values: KeyedDecodingContainer<Outer.CodingKeys>) { self.values = values }
        }
        struct Twin: Codable { var seen: Int }
        struct Inner: Codable {
            @TaskLocal static var outer: Box?
            var seen: Int
            init(seen: Int) { self.seen = seen }
            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: CodingKeys.self)
                let twin = try #require(Self.outer).values.decode(Twin.self, forKey: .inner)
                seen = try values.decode(Int.self, forKey: .seen) + twin.seen + 1
            }
        }
        let values = try RecordsTests.sent([Outer(), Outer()])
        #expect(values.map(\.inner.seen) == [1, 1] && values.map(\.text) == ["t", "t"])
    }
}

extension KeyedEncodingContainer {
    /// A use of the container at the end, so that it lives until then.
    fileprivate func encodeAfterwards() throws { #expect(codingPath.count == 1) }
}
