import Dataflow
import Testing

struct StringWordsTests {
    static let texts = [
        "", " ", "one", " one  two\tthree\nfour\u{b}five\u{c}six\r\nseven ",
        "fünfzehn Wörter, und eins davon pneumonoultramikroskopisch",
        "a\u{a0}b c\u{2003}d", "日本語 の テキスト", "👩‍👩‍👧 family", "nul\u{0} inside",
        String(repeating: "word after word ", count: 40),
    ]

    @Test(arguments: texts)
    func words_ofString_areThoseOfItsBytes(text: String) {
        let expected = ByteString(text).words().map { String($0) }
        #expect(Array(text.words()) == expected)
        #expect(Array(text.dropFirst().words()) == ByteString(text.dropFirst()).words().map { String($0) })
    }

    @Test func words_ASCIIText_areThoseOfSplit() {
        let text = "to be or not to be, that is the question; antidisestablishmentarianism\tand\nmore"
        #expect(Array(text.words()) == text.split(whereSeparator: \.isWhitespace).map { String($0) })
    }

    @Test func words_accentBehindASpace_beginsAWord() {
        #expect(Array("a \u{301}b".words()) == ["a", "\u{301}b"])
    }

    @Test func words_afterTheText_areStillValid() {
        var words: [String] = []
        do { words = Array(String("one antidisestablishmentarianism two").words()) }
        #expect(words == ["one", "antidisestablishmentarianism", "two"])
    }
}
