import Testing

@testable import Transport

struct SeededGeneratorTests {
    /// The first words of the reference implementation for seed 1234567.
    @Test func words_knownSeed_areThoseOfSplitMix64() {
        var generator = SeededGenerator(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in generator.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }

    @Test func words_differentEvents_differ() {
        var first = SeededGenerator(seed: 1, event: 0, 1)
        var second = SeededGenerator(seed: 1, event: 1, 0)
        #expect(first.next() != second.next())
    }
}
