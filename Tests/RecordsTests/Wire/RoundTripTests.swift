import Records
import Testing

struct RoundTripTests {
    @Test func int_extremes_arrive() throws {
        let numbers = [0, 1, -1, .min, .max] + Array(0..<100)
        #expect(try sent(numbers) == numbers)
    }

    @Test func double_specialValues_arriveBitByBit() throws {
        let numbers: [Double] = [0, -0.0, .infinity, .nan, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
        #expect(try sent(numbers).map(\.bitPattern) == numbers.map(\.bitPattern))
    }

    @Test func bool_both_arrive() throws { #expect(try sent([true, false]) == [true, false]) }

    @Test func void_records_arrive() throws { #expect(try sent([(), (), ()]).count == 3) }

    @Test func emptyStruct_records_arrive() throws { #expect(try sent([Empty(), Empty()]).count == 2) }

    @Test func emptyStructArray_counts_arrive() throws {
        #expect(try sent([[Empty()], [], [Empty(), Empty()]]).map(\.count) == [1, 0, 2])
    }

    @Test func simd_vector_arrives() throws {
        #expect(try sent([SIMD4<Float>(1, 2, 3, 4)]) == [SIMD4<Float>(1, 2, 3, 4)])
    }

    @Test func enum_withoutPayload_arrives() throws { #expect(try sent(Direction.allCases) == Direction.allCases) }

    @Test func enum_ofOneCase_arrives() throws { #expect(try sent([Lone.only, .only]).count == 2) }

    @Test func enum_optional_arrives() throws {
        #expect(try sent([Direction.west, nil, .north]) == [.west, nil, .north])
    }

    @Test func plainStruct_withOptionalAndEnum_arrives() throws {
        let readings = [
            Reading(place: 1, isValid: true, direction: .west, value: nil),
            Reading(place: -1, isValid: false, direction: .north, value: .pi),
        ]
        #expect(try sent(readings) == readings)
    }

    @Test func unicodeScalar_extremes_arrive() throws {
        let scalars: [Unicode.Scalar] = ["\0", "a", "\u{d7ff}", "\u{e000}", "\u{10ffff}"]
        #expect(try sent(scalars) == scalars)
    }

    @Test func string_emptyAndLong_arrive() throws {
        let texts = ["", "a", "ä€𝄞", String(repeating: "renoir ", count: 100), "\0"]
        #expect(try sent(texts) == texts)
    }

    /// With 0 to 20 bytes behind: a short one is read by 16 bytes where so many follow.
    @Test(arguments: 0...20) func texts_ofAnyLengthBeforeTheEnd_arrive(length: Int) throws {
        for behind in 0...20 {
            for letter in ["a", "\0", "\u{7f}", "é"] {
                let texts = [String(repeating: letter, count: length), String(repeating: "z", count: behind)]
                #expect(try sent(texts) == texts)
                #expect(try sent(texts.map { ByteString($0) }) == texts.map { ByteString($0) })
                let visits = texts.map { Visit(page: $0, seconds: 1, marks: [length], referrer: texts[1]) }
                #expect(try sent(visits) == visits)
            }
        }
    }

    @Test func substring_part_arrives() throws { #expect(try sent(["abc".dropFirst()]) == ["bc"]) }

    @Test func character_cluster_arrives() throws {
        #expect(try sent([Character("e\u{301}"), "👩‍👩‍👧"]) == ["é", "👩‍👩‍👧"])
    }

    @Test func byteString_emptyInlineAndSlice_arrive() throws {
        let texts: [ByteString] = ["", "short", ByteString([UInt8](repeating: 255, count: 100))]
        #expect(try sent(texts) == texts)
    }

    @Test func optional_ofString_arrives() throws { #expect(try sent(["a", nil, ""]) == ["a", nil, ""]) }

    @Test func optional_nested_arrives() throws {
        let values: [Int??] = [.some(.some(1)), .some(.none), .none]
        #expect(try sent(values) == values)
    }

    @Test func array_nested_arrives() throws {
        let values: [[[Int]]] = [[], [[]], [[1, 2], [], [.max]]]
        #expect(try sent(values) == values)
    }

    @Test func array_ofStrings_arrives() throws {
        let values = [["a", ""], [], ["some text that is longer than others"]]
        #expect(try sent(values) == values)
    }

    @Test func array_largerThanAFrame_arrives() throws {
        let values = [Array(0..<10_000)]
        #expect(try sent(values) == values)
    }

    @Test func contiguousArray_ofStrings_arrives() throws {
        let values: [ContiguousArray<String>] = [["a"], []]
        #expect(try sent(values) == values)
    }

    @Test func set_ofStrings_arrives() throws {
        let values: [Set<String>] = [["a", "b"], []]
        #expect(try sent(values) == values)
    }

    @Test func dictionary_ofArrays_arrives() throws {
        let values: [[String: [Int?]]] = [["a": [1, nil]], [:], ["": []]]
        #expect(try sent(values) == values)
    }

    @Test func range_ofStrings_arrives() throws {
        #expect(try sent(["a"..<"b", ""..<""]) == ["a"..<"b", ""..<""])
    }

    @Test func closedRange_ofInts_arrives() throws { #expect(try sent([1...1, -5...5]) == [1...1, -5...5]) }

    @Test func tuple_ofStringAndInt_arrives() throws {
        let values = try sent([("a", 1), ("", .max)])
        #expect(values.map(\.0) == ["a", ""] && values.map(\.1) == [1, .max])
    }

    @Test func tuple_nestedWithLabels_arrives() throws {
        let values = try sent([(key: ["a"], rest: (flag: true, text: "b" as String?), last: 3 as UInt8)])
        #expect(values[0].key == ["a"] && values[0].rest.flag && values[0].rest.text == "b" && values[0].last == 3)
    }

    @Test func wireCodable_fields_arrive() throws {
        let visits = [
            Visit(page: "", seconds: 0, marks: [], referrer: nil),
            Visit(page: "/home", seconds: .infinity, marks: [1, 2], referrer: "elsewhere"),
        ]
        #expect(try sent(visits) == visits)
    }

    @Test func wireCodable_insideContainers_arrives() throws {
        let visit = Visit(page: "p", seconds: 1, marks: [7], referrer: "r")
        let values = [[visit: [visit, visit]], [:]]
        #expect(try sent(values) == values)
    }

    @Test func wireCodable_thatWritesNothing_arrives() throws {
        #expect(try sent([[Silent(), Silent()], []]).map(\.count) == [2, 0])
    }

    /// What can be written can be read: each link of a chain is a value in an optional, with a flag inside the last one.
    @Test func chain_deep_arrivesOrIsRefusedBeforeItGoes() throws {
        func chain(_ length: Int) -> Chain { (1..<length).reduce(Chain(nil)) { chain, _ in Chain(chain) } }
        #expect(try sent([chain(127)])[0].rest?.rest != nil)
        for length in [128, 500] {
            #expect(throws: WireError(message: "values are nested more than 256 deep")) {
                try WireTrip<Chain>().encode([chain(1), chain(length)])
            }
        }
    }

    @Test func store_arrayOfInts_isOneCopyOfItsMemory() throws {
        let frame = try WireTrip<[Int]>().encode([[1, 2, 3]])[0]
        #expect(frame.bytes == [3] + [1, 2, 3].withUnsafeBytes { Array($0) })
    }
}

extension RoundTripTests {
    /// `Int?` takes 9 bytes, and the next element stands where its gap would be.
    @Test func tuple_elementInTheGapOfAnother_arrives() throws {
        let values = try sent([(1 as Int?, 7 as UInt8, "a"), (nil, 8, "b")])
        #expect(values.map(\.0) == [1, nil] && values.map(\.1) == [7, 8] && values.map(\.2) == ["a", "b"])
    }

    @Test func array_ofOptionalInts_arrives() throws {
        let values: [[Int?]] = [[1, nil, 3], [], [nil]]
        #expect(try sent(values) == values)
    }
}
