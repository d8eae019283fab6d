import RenoirDomains
import Testing

@Suite struct RandomTests {
    @Test func sample_dependsOnSeedAndNumberOnly() throws {
        let domain = Mappings(from: Atoms(4, "q") * Atoms(2, "a"), to: Atoms(4, "q"))
        let samples = domain.random(50, seed: 7)
        let all = samples.elements.map { "\($0)" }
        #expect(all == domain.random(50, seed: 7).elements.map { "\($0)" })
        #expect(try "\(samples.element(at: 31)!)" == all[31])
        #expect(all != domain.random(50, seed: 8).elements.map { "\($0)" })
        #expect(Set(all).count > 45)
    }

    @Test func elements_areAboutEquallyFrequent() throws {
        let domain = Subsets(of: Integers(0..<4), count: 2) + Subsets(of: Integers(4..<6), count: 1)
        var counts: [[Int]: Int] = [:]
        for element in domain.random(8000, seed: 1).elements { counts[element, default: 0] += 1 }
        #expect(counts.count == 8)
        // Five times the standard deviation.
        #expect(counts.values.allSatisfy { abs($0 - 1000) < 150 })
    }

    @Test func weights_decideBetweenParts() {
        let union = Union(Integers(0..<1), Integers(1..<1000), weights: (3, 1))
        let zeros = union.random(4000, seed: 2).elements.count { $0 == 0 }
        #expect(abs(zeros - 3000) < 140)
    }

    @Test func filters_areDrawnFromUntilOneIsKept() {
        let rare = Integers(0..<100_000).filter { $0 % 1000 == 7 }
        #expect(rare.random(20, seed: 1).elements.allSatisfy { $0 % 1000 == 7 })
        #expect(Array(rare.random(20, seed: 1).elements).count == 20)
    }

    @Test func nothingToDraw_isAnError() {
        var generator = CounterGenerator(seed: 1, sample: 1)
        #expect(throws: DomainError.self) { try Integers(0..<0).random(using: &generator) }
    }
}
