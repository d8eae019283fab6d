import Testing

@testable import Dataflow

struct EnoughTests {
    @Test(arguments: [
        Enough(pass: 0), Enough(pass: 0, level: 0), Enough(pass: 7, level: 3), Enough(pass: Mark.lastPass),
    ])
    func packed_comesBack(enough: Enough) { #expect(Enough.unpacked(Enough.packed(enough)) == enough) }

    @Test func somebodyWhoNeedsMore_decidesForAll() {
        #expect(Enough.combined([Enough(pass: 3), nil]) == nil)
        #expect(Enough.combined([nil]) == nil)
    }

    @Test func combined_isTheLatestPassAndTheDeepestLevel() {
        #expect(Enough.combined([Enough(pass: 3, level: 0), Enough(pass: 5, level: 2)]) == Enough(pass: 5, level: 2))
        #expect(Enough.combined([Enough(pass: 5, level: 4), Enough(pass: 5, level: 2)]) == Enough(pass: 5, level: 4))
    }

    @Test func combinedOfNobody_saysNothing() { #expect(Enough.combined([]) == nil) }
}
