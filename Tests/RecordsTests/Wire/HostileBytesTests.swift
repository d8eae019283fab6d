import Testing

@testable import Records

/// What arrives is not trusted: each of these frames is refused, and none of them allocates what it says.
struct HostileBytesTests {
    /// 2⁶² in the form of a count.
    private static let hugeCount: [UInt8] = [UInt8](repeating: 128, count: 8) + [64]

    private func message<Value>(_ type: Value.Type, _ bytes: [UInt8]) throws -> String {
        try #require(throws: WireError.self) { try WireTrip<Value>().decode((bytes, 1)) }.description
    }

    @Test func bool_two_isRefused() throws {
        #expect(try message(Bool.self, [2]) == "a Bool at byte 0 of a record holds 2")
    }

    @Test func enum_numberBeyondItsCases_isRefused() throws {
        #expect(try message(Direction.self, [4]) == "a Direction at byte 0 of a record holds 4")
    }

    @Test func optional_badPresence_isRefused() throws {
        #expect(throws: WireError.self) { try WireTrip<String?>().decode(([2, 0], 1)) }
    }

    @Test func optionalEnum_numberBeyondNil_isRefused() throws {
        #expect(try WireTrip<Direction?>().decode(([4], 1)) == [nil])
        #expect(throws: WireError.self) { try WireTrip<Direction?>().decode(([5], 1)) }
    }

    @Test func unicodeScalar_surrogate_isRefused() throws {
        #expect(throws: WireError.self) { try WireTrip<Unicode.Scalar>().decode(([0, 0xd8, 0, 0], 1)) }
    }

    @Test func string_invalidUTF8_isRefused() throws {
        #expect(try message(String.self, [1, 0xff]) == "a string of 1 bytes is not UTF-8")
    }

    /// Each byte of a short string is looked at, also where it's read along with others.
    @Test(arguments: 1...15) func string_invalidUTF8BeforeOthers_isRefused(count: Int) throws {
        for place in 0..<count {
            var bytes = [UInt8(count)] + [UInt8](repeating: 97, count: count) + [16] + [UInt8](repeating: 98, count: 16)
            bytes[1 + place] = 0xff
            let error = try #require(throws: WireError.self) { try WireTrip<String>().decode((bytes, 2)) }
            #expect(error.description == "a string of \(count) bytes is not UTF-8")
        }
    }

    /// A count of more bytes than follow, where a short string would be read at once.
    @Test(arguments: [16, 17, 127]) func byteString_countBeyondTheFrame_isRefused(count: UInt8) throws {
        for left in [0, 15, Int(count) - 1] {
            let bytes = [count] + [UInt8](repeating: 97, count: left)
            #expect(throws: WireError.self) { try WireTrip<ByteString>().decode((bytes, 1)) }
        }
    }

    @Test func character_two_isRefused() throws {
        #expect(try message(Character.self, [2, 97, 98]) == "a Character consists of 2")
    }

    @Test func array_hugeCount_isRefused() throws {
        #expect(throws: WireError.self) { try WireTrip<[Int]>().decode((Self.hugeCount, 1)) }
    }

    @Test func arrayOfEmptyStructs_hugeCount_isRefused() throws {
        #expect(throws: WireError.self) { try WireTrip<[Empty]>().decode((Self.hugeCount, 1)) }
    }

    @Test func arrayOfSilentValues_hugeCount_isRefused() throws {
        #expect(throws: WireError.self) { try WireTrip<[Silent]>().decode((Self.hugeCount, 1)) }
    }

    @Test func dictionary_hugeCount_isRefused() throws {
        #expect(throws: WireError.self) { try WireTrip<[Int: Int]>().decode((Self.hugeCount, 1)) }
    }

    @Test func count_of64Bits_isRefused() throws {
        let bytes = [UInt8](repeating: 255, count: 9) + [1]
        #expect(try message(String.self, bytes) == "a count of more than 63 bits")
    }

    @Test func set_sameElementTwice_isRefused() throws {
        #expect(try message(Set<UInt8>.self, [2, 7, 7]) == "a set has an element twice")
    }

    @Test func dictionary_sameKeyTwice_isRefused() throws {
        #expect(try message([UInt8: Bool].self, [2, 7, 0, 7, 1]) == "a dictionary has a key twice")
    }

    @Test func range_boundsOutOfOrder_isRefused() throws {
        #expect(try message(Range<UInt8>.self, [2, 1]) == "a range from 2 to 1")
    }

    @Test func tuple_badElement_isNamed() throws {
        let error = try message((name: String, flag: Bool).self, [1, 97, 9])
        #expect(error == "flag: a Bool at byte 0 of a record holds 9")
    }

    @Test func wireCodable_endlessNesting_isRefused() throws {
        let bytes = [UInt8](repeating: 1, count: 100_000)
        #expect(try message(Chain.self, bytes) == "values are nested more than 256 deep")
    }

    @Test func codable_endlessNesting_isRefused() throws {
        // Unkeyed values with one element each.
        let bytes = [[UInt8]](repeating: [WireTag.unkeyed.rawValue, 1], count: 50_000).flatMap(\.self)
        #expect(throws: WireError.self) { try WireTrip<Shape>().decode((bytes, 1)) }
    }

    @Test func codable_unknownKey_isRefused() throws {
        let bytes = [WireTag.keyed.rawValue, 9]
        #expect(try message(Person.self, bytes) == "there is no key 7")
    }

    @Test func frame_withBytesLeft_isRefused() throws {
        #expect(throws: WireError.self) { try WireTrip<UInt8>().decode(([1, 2], 1)) }
    }

    @Test func frame_cutAnywhere_isRefused() throws {
        let frame = try WireTrip<Person>().encode([CodableTests.people[1]])[0]
        for length in 0..<frame.bytes.count {
            #expect(throws: WireError.self) {
                try WireTrip<Person>().decode((Array(frame.bytes[..<length]), 1))
            }
        }
    }
}
