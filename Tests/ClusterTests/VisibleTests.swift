import SystemLibrary
import Testing

@Suite struct VisibleTests {
    @Test(arguments: [
        ([UInt8]("plain é 漢".utf8), "plain é 漢"), ([0x66, 0xE9, 0x2E], "f\\xe9."), ([0xFF, 0x00, 0x0A], "\\xff\\0\\n"),
        ([0x1B, 0x5B], "\\u{1B}["), ([0xE2, 0x82], "\\xe2\\x82"), ([0xC3, 0xA9, 0xC3], "é\\xc3"), ([], ""),
        ([0xC2, 0x9B], "\\u{009B}"), ([0xE2, 0x80, 0xAE], "\\u{202E}"),
    ])
    func bytes_areShownWithEscapes(bytes: [UInt8], text: String) {
        #expect(bytes.visible == text)
    }

    @Test func everyByte_isShownByHarmlessCharacters() {
        let text = (UInt8.min...UInt8.max).map(\.self).visible
        #expect(!text.hasControlCharacters)
        #expect(text.contains("\\x80") && text.contains("\\xff"))
    }

    @Test func whatIsTooLong_isCutBetweenCharacters() {
        let bytes = [UInt8]("aé漢b".utf8)
        #expect(
            (0...bytes.count).map { bytes.visible(atMost: $0) } == [
                "…", "a…", "a…", "aé…", "aé…", "aé…", "aé漢…", "aé漢b",
            ])
    }
}
