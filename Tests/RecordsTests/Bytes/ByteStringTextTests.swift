import Foundation
import Records
import Testing

struct ByteStringTextTests {
    static let texts = [
        "", "a", "fifteen letters", "sixteen letters!", "Größe", "日本語のテキスト", "👩‍👩‍👧 family", "nul\u{0}inside",
    ]

    @Test(arguments: texts)
    func string_text_survivesTheRoundTrip(text: String) {
        let bytes = ByteString(text)
        #expect(Array(bytes) == Array(text.utf8))
        #expect(String(bytes) == text)
        #expect(String(validating: bytes) == text)
        #expect(bytes.description == text)
        #expect(ByteString(Substring(text)) == bytes)
    }

    @Test func string_invalidBytes_areRepairedOrRefused() {
        let bytes = ByteString([97, 0xff, 98])
        #expect(String(bytes) == "a\u{fffd}b")
        #expect(String(validating: bytes) == nil)
        #expect(bytes.debugDescription == "\"a\\xffb\"")
    }

    @Test func equality_canonicallyEqualTexts_differ() {
        #expect("\u{e9}" == "e\u{301}")
        #expect(ByteString("\u{e9}") != ByteString("e\u{301}"))
    }

    @Test func literal_nonASCII_isItsUTF8() {
        #expect(Array("é" as ByteString) == [0xc3, 0xa9])
    }

    @Test(arguments: texts)
    func codable_text_isAString(text: String) throws {
        let data = try JSONEncoder().encode([ByteString(text)])
        #expect(try JSONDecoder().decode([String].self, from: data) == [text])
        #expect(try JSONDecoder().decode([ByteString].self, from: data) == [ByteString(text)])
    }

    @Test func codable_invalidBytes_surviveTheRoundTrip() throws {
        let bytes = ByteString([0xff, 0, 200])
        let data = try JSONEncoder().encode([bytes])
        #expect(try JSONDecoder().decode([ByteString].self, from: data) == [bytes])
    }
}
