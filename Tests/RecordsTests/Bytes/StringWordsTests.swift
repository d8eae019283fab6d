import Records
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

    /// Around the length up to which a string has no memory of its own, in ASCII and not, and where it has some all the same.
    @Test(arguments: 0..<70, ["ab ", "äö ", "a b", "        x"])
    func words_aroundTheShortestLongText_areFound(letters: Int, pattern: String) {
        let text = String(repeating: pattern, count: letters / pattern.count + 1).prefix(letters)
        let short = String(text)
        var roomy = ""
        roomy.reserveCapacity(100)
        roomy += text
        let expected = text.split(whereSeparator: \.isWhitespace).map { String($0) }
        #expect(Array(short.words()) == expected)
        #expect(Array(roomy.words()) == expected)
    }

    /// The iterator reads the text's own memory: nobody may change or free that before its end.
    @Test func words_textThatChangesMeanwhile_areThoseOfBefore() {
        var text = "the quick brown fox jumps over the lazy dog"
        text += " again"
        var words = text.words().makeIterator()
        #expect(words.next() == "the")
        text.replaceSubrange(text.startIndex..., with: String(repeating: "x", count: 60))
        #expect(IteratorSequence(words).joined(separator: " ") == "quick brown fox jumps over the lazy dog again")
    }
}
