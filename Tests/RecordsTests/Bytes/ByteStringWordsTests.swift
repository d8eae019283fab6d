import Records
import TestSupport
import Testing

struct ByteStringWordsTests {
    static func isSpace(_ byte: UInt8) -> Bool { Array(" \t\n\u{0b}\u{0c}\r".utf8).contains(byte) }

    static func model(_ bytes: [UInt8]) -> [[UInt8]] {
        bytes.split(whereSeparator: isSpace).map { Array($0) }
    }

    /// Texts with many, few and hardly any spaces: words of a few letters to several blocks.
    @Test(arguments: 1...8, [2, 8, 30, 100, 400])
    func words_randomText_areThoseOfAnArray(seed: UInt64, letters: Int) {
        var dice = TextDice(seed: seed &* 1000 &+ UInt64(letters))
        let alphabet = Array(" \n\t\r".utf8) + (0..<letters).map { UInt8(truncatingIfNeeded: 97 + $0 % 26) }
        for length in boundaryLengths + [500, 1000] + (190..<260) {
            let bytes = dice.bytes(count: length, of: alphabet)
            #expect(ByteString(bytes).words().map { Array($0) } == Self.model(bytes))
        }
    }

    @Test func words_everyByte_splitOnlyAtASCIIWhiteSpace() {
        let bytes = (0...255).map { UInt8($0) }
        #expect(ByteString(bytes).words().map { Array($0) } == Self.model(bytes))
        for byte in bytes {
            #expect(ByteString([97, byte, 98]).words().count { _ in true } == (Self.isSpace(byte) ? 2 : 1))
        }
    }

    @Test(arguments: boundaryLengths)
    func words_textAtTheEdgesOfAPage_readNothingOutside(length: Int) {
        let page = GuardedPage()
        var dice = TextDice(seed: 5)
        for atEnd in [false, true] {
            for alphabet in ["abcdefgh ", "a", " "] {
                let bytes = dice.bytes(count: length, of: Array(alphabet.utf8))
                let storage = ByteStorage(lending: UnsafeRawBufferPointer(page.bytes)) {}
                let text = ByteString(slice: page.place(bytes, atEnd: atEnd), of: storage)
                #expect(text.words().map { Array($0) } == Self.model(bytes))
            }
        }
    }

    @Test func words_longWord_sharesTheStorageOfTheText() {
        let text = ByteString("short and pneumonoultramicroscopic words")
        let addresses = text.words().map { $0.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } }
        let start = text.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) }
        #expect(addresses[2] == start + 10)
    }

    @Test func words_afterTheText_areStillValid() {
        var words: [ByteString] = []
        do { words = Array(ByteString("one antidisestablishmentarianism two").words()) }
        #expect(words == ["one", "antidisestablishmentarianism", "two"])
    }
}
