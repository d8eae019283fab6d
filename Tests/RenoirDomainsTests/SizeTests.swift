import RenoirDomains
import Testing

@Suite struct SizeTests {
    @Test func sizes_areThoseOfTheDefinitions() {
        #expect((Integers(0..<4) * Integers(0..<4) * Integers(0..<2)).size == 32)
        #expect(Mappings(from: Integers(0..<10), to: Integers(0..<2)).size == 1024)
        #expect(Sequences(of: Integers(0..<3), count: 0...2).size == 13)
        #expect(Sequences(of: Integers(0..<2), count: 3).size == 8)
        #expect(Subsets(of: Integers(0..<10)).size == 1024)
        #expect(Subsets(of: Integers(0..<3), count: 2).size == 3)
        #expect(Subsets(of: Integers(0..<3) * Integers(0..<3), count: 1...3).size == 129)
        #expect(Permutations(of: Integers(0..<3)).size == 6)
        #expect((Integers(0..<2) + Integers(0..<3)).size == 5)
        #expect(UnorderedProduct(of: Integers(0..<4), count: 2).size == 6)
        #expect(UnorderedProduct(of: Integers(0..<4), count: 3).size == 4)
        #expect(UnorderedProduct(of: Integers(0..<10), count: 2).size == 45)
    }

    @Test func sizesBeyondAnInteger_areExact() {
        let million = Integers(0..<1_000_000)
        #expect((million * million * million).size.description == "1000000000000000000")
        #expect(Mappings(from: Integers(0..<14), to: Integers(0..<7)).size.description == "678223072849")
        #expect(Subsets(of: Integers(0..<100)).size.description == "1267650600228229401496703205376")
        #expect(
            Subsets(of: Integers(0..<300)).size.description
                == "2037035976334486086268445688409378161051468393665936250636140449354381299763336706183397376")
        #expect(Permutations(of: Integers(0..<30)).size.description == "265252859812191058636308480000000")
        #expect(
            Subsets(of: Integers(0..<200), count: 100).size.description
                == "90548514656103281165404177077484163874504589675413336841320")
    }

    @Test(arguments: [(4, 15, 3, [4, 7, 10, 13]), (10, 0, -4, [10, 6, 2]), (3, 3, 1, []), (0, 10, 5, [0, 5])])
    func integersInSteps_areThoseBeforeTheEnd(start: Int, end: Int, step: Int, expected: [Int]) {
        let integers = Integers(from: start, to: end, by: step)
        #expect(integers.size == Natural(expected.count))
        #expect(Array(integers.elements) == expected)
    }
}
