import Tabular
import Testing

@Suite struct JSONTests {
    struct Value: Codable, Equatable {
        enum Kind: String, Codable { case small, large }
        struct Inner: Codable, Equatable { var names: [String: [Int?]] }

        var text: String
        var number: Double
        var large: UInt64
        var isTrue: Bool
        var kind: Kind?
        var inner: [Inner]
    }

    private func decode<Decoded: Decodable>(_ type: Decoded.Type, _ text: String) throws -> Decoded {
        try Array(text.utf8).withUnsafeBytes { try JSONDecoder().decode(type, $0) }
    }

    @Test func values_areReadAsTheyWereWritten() throws {
        let value = Value(
            text: "é\"\\/\u{1F600}\n\u{1}\t", number: 0.1, large: .max, isTrue: true, kind: .large,
            inner: [.init(names: ["a b": [1, nil, -3]]), .init(names: [:])])
        var bytes: [UInt8] = []
        try JSONEncoder().encode(value, into: &bytes)
        #expect(!bytes.contains(UInt8(ascii: "\n")))
        #expect(try decode(Value.self, String(decoding: bytes, as: UTF8.self)) == value)
        bytes = []
        try JSONEncoder().encode([[Int]](repeating: [], count: 2), into: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "[[],[]]")
    }

    @Test func textsOfOthers_areRead() throws {
        #expect(
            try decode([String].self, #" [ "\u00e9\ud83d\ude00\/\b\f\n\r\t\"\\" , "" ] "#) == [
                "é😀/\u{8}\u{C}\n\r\t\"\\", "",
            ])
        #expect(
            try decode([Double].self, "[0, -0.5, 1e3, 1E-2]") == [
                0, -0.5, 1000, 0.01,
            ])
        #expect(
            try decode([Int].self, "[9223372036854775807, -9223372036854775808, 1.0, 1e3]") == [.max, .min, 1, 1000])
        #expect(try decode([String: Int].self, #"{"a": 1, "b": 2, "\u0061": 3}"#) == ["a": 3, "b": 2])
        #expect(try decode(Bool?.self, "null") == nil)
        #expect(try decode([Bool?].self, "[true,null,false]") == [true, nil, false])
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "[1 2]", "{\"a\" 1}", "{a:1}", "'a'", "01", "1.", ".5", "+1", "1e", "-", "tru",
        "nul", "NaN",
        "\"a", "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "[1] x", "//x\n1",
        String(repeating: "[", count: 100_000),
    ]) func whatIsNoJSON_isRefused(text: String) {
        #expect(throws: (any Error).self) { _ = try decode(String.self, text) }
        #expect(throws: (any Error).self) { _ = try decode([Double].self, text) }
    }

    @Test func valuesOfOtherTypes_areToldByTheirPath() throws {
        let error = #expect(throws: DecodingError.self) { try decode([[String: Int]].self, #"[{"a": 1}, {"a": "x"}]"#) }
        #expect(error?.complaint == "'1.a': it is not a number")
        #expect(throws: DecodingError.self) { try decode([Int8].self, "[128]") }
        #expect(throws: DecodingError.self) { try decode([Int].self, "[1.5]") }
        #expect(throws: DecodingError.self) { try decode([Double].self, "[1e999]") }
    }
}
