import RenoirDomains
import Testing

/// Each domain against all of its elements: those at indexes, those from places, and what a plain loop makes.
@Suite struct DomainOrderTests {
    /// Checks that a domain gives the same elements in all ways, and returns them as text.
    private func texts<Tested: Domain>(_ domain: Tested) throws -> [String] {
        let count = try #require(domain.size.int)
        let byIndex = try (0..<count).map { try domain.element(at: Natural($0)) }
        for start in Set([0, 1, count / 3, count - 1]) where (0..<count).contains(start) {
            var places = domain.places(from: start)
            for index in start..<count {
                let element = try places.next()
                #expect("\(element as Any)" == "\(byIndex[index] as Any)", "\(domain.name) at \(index) from \(start)")
            }
        }
        let texts = byIndex.compactMap { $0 }.map { "\($0)" }
        #expect(texts == domain.elements.map { "\($0)" })
        return texts
    }

    @Test func products_areNestedLoops() throws {
        let domain = Integers(0..<3) * Values(["a", "b"]) * Values.booleans
        let expected = (0..<3).flatMap { number in
            ["a", "b"].flatMap { letter in [false, true].map { "\((number, letter, $0))" } }
        }
        #expect(try texts(domain) == expected)
    }

    @Test func productsOfFour_areNestedLoops() throws {
        let domain = Integers(0..<2) * Integers(0..<2) * Integers(0..<3) * Integers(0..<2)
        var expected: [String] = []
        for a in 0..<2 { for b in 0..<2 { for c in 0..<3 { for d in 0..<2 { expected.append("\((a, b, c, d))") } } } }
        #expect(try texts(domain) == expected)
        #expect(domain.index(of: (1, 0, 2, 1)) == 17)
    }

    @Test func emptyParts_giveNothing() throws {
        #expect(try texts(Integers(0..<0) * Integers(0..<3)) == [])
        #expect(try texts(Integers(0..<3) * Integers(0..<0)) == [])
        #expect(try texts(Integers(0..<0) + Integers(0..<2)) == ["0", "1"])
        #expect(try texts(Sequences(of: Integers(0..<0), count: 0...2)) == ["[]"])
        #expect(try texts(Subsets(of: Integers(0..<0))) == ["[]"])
        #expect(try texts(Permutations(of: Integers(0..<0))) == ["[]"])
        #expect(try texts(Subsets(of: Integers(0..<2), count: 3)) == [])
    }

    @Test func unions_followEachOther() throws {
        #expect(try texts(Integers(0..<2) + Integers(7..<10) + Integers(0..<1)) == ["0", "1", "7", "8", "9", "0"])
    }

    @Test func sequences_areByLengthAndThenInOrder() throws {
        let expected = ["[]", "[0]", "[1]", "[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"]
        #expect(try texts(Sequences(of: Integers(0..<2), count: 0...2)) == expected)
    }

    @Test func subsets_areByBruteForce() throws {
        for counts in [0...5, 2...3, 1...1, 0...0, 4...9] {
            let masks = (0..<32).map { bits -> [Int] in (0..<5).filter { bits >> $0 & 1 == 1 } }
            let all = masks.filter { counts.contains($0.count) }.sorted { (left: [Int], right: [Int]) -> Bool in
                left.count == right.count ? left.lexicographicallyPrecedes(right) : left.count < right.count
            }
            #expect(try texts(Subsets(of: Integers(0..<5), count: counts)) == all.map { "\($0)" })
        }
    }

    @Test func unorderedProducts_fall() throws {
        var expected: [String] = []
        for a in 0..<5 { for b in 0..<a { for c in 0..<b { expected.append("\([a, b, c])") } } }
        #expect(try texts(UnorderedProduct(of: Integers(0..<5), count: 3)) == expected)
    }

    @Test func permutations_areInOrder() throws {
        let expected = Sequences(of: Integers(0..<4), count: 4).elements.filter { Set($0).count == 4 }.map { "\($0)" }
        #expect(try texts(Permutations(of: Integers(0..<4))) == expected)
    }

    @Test func mappings_countThroughValues() throws {
        let domain = Mappings(from: Integers(0..<2) * Integers(0..<2), to: Integers(0..<3))
        let texts = try texts(domain)
        #expect(texts.count == 81 && Set(texts).count == 81)
        let mapping = try #require(try domain.element(at: 5))
        #expect(mapping[(1, 0)] == 1 && mapping[(1, 1)] == 2 && mapping[(0, 0)] == 0)
    }

    @Test func filteredParts_leaveHolesInWhatIsMadeOfThem() throws {
        let odd = Integers(0..<6).filter { $0 % 2 == 1 }
        #expect(try texts(odd * Integers(0..<2)) == [1, 3, 5].flatMap { a in (0..<2).map { "\((a, $0))" } })
        #expect(try texts(Subsets(of: odd, count: 2)) == ["[1, 3]", "[1, 5]", "[3, 5]"])
        #expect(try texts(Sequences(of: odd, count: 2)).count == 9)
        #expect(try texts(odd.map { $0 * 10 }) == ["10", "30", "50"])
        #expect(try texts(odd.kept()) == ["1", "3", "5"])
        #expect(try odd.kept().size == 3 && odd.size == 6)
        #expect(try texts(odd.prefix(4)) == ["1", "3"])
    }

    @Test func elementsFarOut_areFoundByIndex() throws {
        let million = Integers(0..<1_000_000)
        let index = Natural(10).power(17) + 23
        #expect(try (million * million * million).element(at: index)! == (100_000, 0, 23))
        let bits = Mappings(from: Integers(0..<100), to: Integers(0..<2))
        #expect(try bits.element(at: Natural(2).power(99) + 5)!.values.filter { $0 == 1 }.count == 3)
        let last = try #require(try Permutations(of: Integers(0..<30)).element(at: .factorial(30) - 1))
        #expect(last == Array((0..<30).reversed()))
        let subsets = Subsets(of: Integers(0..<100), count: 50)
        #expect(try subsets.element(at: subsets.size - 1) == Array(50..<100))
    }

    @Test func descriptions_haveNameSizeAndFirstElements() {
        #expect("\(Integers(0..<10))" == "range, 10 elements: 0, 1, 2, …")
        #expect("\(Integers(0..<1))" == "range, 1 element: 0")
        #expect("\(Atoms(2, "q"))" == "atoms, 2 elements: q0, q1")
        #expect("\(Integers(0..<9).filter { $0 > 4 })" == "filter of range, at most 9 elements: 5, 6, 7, …")
        #expect(
            "\(Subsets(of: Integers(0..<100)))".hasPrefix(
                "subsets, 1267650600228229401496703205376 elements: [], [0], [1], …"))
    }
}
