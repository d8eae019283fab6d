import TestSupport
import Testing

@testable import Records

struct RecentTextsTests {
    private let recent = RecentTexts()

    private func read(_ text: String) -> String? { read(Array(text.utf8)) }

    private func read(_ bytes: [UInt8]) -> String? { bytes.withUnsafeBytes { recent.text(of: $0) } }

    /// Whether two strings that are read have the same memory.
    private func isFoundAgain(_ text: String) -> Bool {
        let strings = [read(text), read(text)]
        #expect(strings == [text, text])
        return withExtendedLifetime(strings) { place(of: strings[0]) == place(of: strings[1]) }
    }

    private func place(of text: String?) -> UnsafeRawPointer? {
        text?.utf8.withContiguousStorageIfAvailable { UnsafeRawPointer($0.baseAddress!) }
    }

    /// Texts that are never the same.
    private func readStrangers(_ count: Int) {
        for number in 0..<count { #expect(read("a stranger's name: \(number)") == "a stranger's name: \(number)") }
    }

    /// Texts of one hash: the fourth word of each makes a factor zero, so that the third one doesn't count.
    private func textsOfOneHash(_ count: Int) throws -> [String] {
        let start = KeyHash.fold(KeyHash.defaultSeed ^ KeyHash.k0, 48 ^ KeyHash.k1)
        for number in 1_000_000..<2_000_000 {
            let words = [UInt64(number), 0x2020_2020_2020_2020]
            let third = KeyHash.fold(words[0] ^ KeyHash.k1, words[1] ^ start)
            guard (words[0] | third) & 0x8080_8080_8080_8080 == 0 else { continue }
            return (0..<count).map { index in
                let all = words + [UInt64(index), third, words[1], words[1]]
                return all.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            }
        }
        throw NoSuchTexts()
    }

    private struct NoSuchTexts: Error {}

    @Test func textThatComesAgain_isTheSameString() {
        #expect(isFoundAgain("Dessau-Roßlau, main station"))
        #expect(read("Dessau-Roßlau, main statioN") == "Dessau-Roßlau, main statioN")
    }

    @Test func textsOfOneHash_areToldApart_andTheOlderOneGoes() throws {
        let texts = try textsOfOneHash(3)
        #expect(Set(texts.map { KeyHash.hash($0) }).count == 1 && Set(texts).count == 3)
        let first = try texts[..<2].map { try #require(read($0)) }
        #expect(first == Array(texts[..<2]))
        #expect(place(of: read(texts[0])) == place(of: first[0]) && place(of: read(texts[1])) == place(of: first[1]))
        #expect(read(texts[2]) == texts[2])
        #expect(place(of: read(texts[1])) == place(of: first[1]))
        let again = read(texts[0])
        #expect(again == texts[0] && place(of: again) != place(of: first[0]))
        withExtendedLifetime(first) {}
    }

    @Test(arguments: [3, 900, 5000], 0..<3 as Range<UInt64>)
    func anyTexts_areRead(different: Int, seed: UInt64) {
        var dice = TextDice(seed: seed)
        for _ in 0..<20_000 {
            let number = Int.random(in: 0..<different, using: &dice)
            let text = String(repeating: "→x", count: 4 + number % 14) + "\(number)"
            #expect(read(text) == text)
        }
    }

    @Test func bytesThatAreNoText_areNone_alsoTheSecondTime() {
        let bytes = Array("sixteen bytes and".utf8) + [0xFF]
        #expect(read(bytes) == nil && read(bytes) == nil)
        #expect(read(Array(bytes.dropLast())) == "sixteen bytes and")
    }

    @Test(arguments: [16, RecentTexts.longest, RecentTexts.longest + 1])
    func onlyTextsUpToABound_areKept(count: Int) {
        #expect(isFoundAgain(String(repeating: "x", count: count)) == (count <= RecentTexts.longest))
    }

    @Test func longTextsAmongThoseThatComeAgain_changeNothing() {
        let long = String(repeating: "x", count: RecentTexts.longest + 1)
        for _ in 0..<RecentTexts.trial { #expect(read(long) == long) }
        #expect(isFoundAgain("the name of a friend"))
        for _ in 0..<RecentTexts.trial { #expect(read(long) == long) }
        #expect(isFoundAgain("the name of a friend"))
    }

    @Test func textsOfWhichFewComeAgain_areNotKeptForAWhile() {
        readStrangers(RecentTexts.trial)
        #expect(!isFoundAgain("the name of a friend"))
        readStrangers(RecentTexts.rest - 2)
        #expect(isFoundAgain("the name of a friend"))
    }
}
