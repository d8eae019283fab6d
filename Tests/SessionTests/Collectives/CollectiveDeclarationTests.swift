import Testing
import Transport

@testable import Session

struct CollectiveDeclarationTests {
    private struct Sample<Value: BitwiseCopyable> { var value: Value }

    private static func declaration(
        _ kind: CollectiveKind, root: Int? = nil, count: Int? = nil, refusal: CollectiveRefusal? = nil
    ) -> CollectiveDeclaration {
        CollectiveDeclaration(
            sequence: 3, kind: kind, root: root, element: ElementFormat(Double.self).declaration, count: count,
            counts: fingerprint(of: [1, 2]), refusal: refusal)
    }

    @Test(arguments: CollectiveKind.allCases, [nil, 0, 5])
    func words_anyDeclaration_areReadAsItIs(kind: CollectiveKind, root: Int?) {
        let declaration = Self.declaration(
            kind, root: root, count: root.map { 1 << 40 + $0 }, refusal: CollectiveRefusal(.negativeCount, -3, .min))
        let words = declaration.words(byteCount: 1 << 33)
        #expect(words.count == PieceAnnouncement.wordCount)
        #expect(words.last == 1 << 33)
        #expect(CollectiveDeclaration(words: words[...]) == declaration)
        #expect(CollectiveDeclaration(words: ([9, 9] + words)[2...]) == declaration)
    }

    @Test func words_unknownOperation_areRefused() {
        var words = Self.declaration(.gather).words(byteCount: 0)
        words[1] = 1000
        #expect(CollectiveDeclaration(words: words[...]) == nil)
    }

    @Test func check_sameOnAllRanks_passes() throws {
        try CollectiveDeclaration.check([Self.declaration(.gather), Self.declaration(.gather)])
    }

    @Test func check_refusalAndDisagreement_namesTheRefusal() {
        let refusal = CollectiveRefusal(.countsForRanks, 2, 3)
        let error = #expect(throws: TransportError.self) {
            try CollectiveDeclaration.check([
                Self.declaration(.gather), Self.declaration(.allGather),
                Self.declaration(.scatterv, refusal: refusal),
            ])
        }
        #expect(error?.message == "rank 2 calls scatterv (collective 3) with 2 counts, and there are 3 ranks")
    }

    @Test func elements_sameBytesOtherNames_differ() {
        #expect(ElementFormat(Int.self).declaration != ElementFormat(UInt.self).declaration)
        #expect(ElementFormat(Sample<Int>.self).declaration != ElementFormat(Sample<Double>.self).declaration)
        #expect(ElementFormat(Double.self).declaration.text == "Double (8 bytes)")
    }
}
