import RenoirDomains
import RenoirTestKit
import Testing

@Suite struct CanonicalFormTests {
    /// How many there are, without an engine.
    private func count<Tested: SymmetricDomain>(_ domain: Tested) throws -> Int {
        try domain.canonicalForms().count().run(.local()).value ?? -1
    }

    private func graphs(_ vertices: Int) -> Subsets<Subsets<Atoms>> {
        Subsets(of: Subsets(of: Atoms(vertices), count: 2))
    }

    @Test func atomsAndTheirProducts() throws {
        let (a, b) = (Atoms(3, "a"), Atoms(3, "b"))
        #expect(try count(a) == 1)
        #expect(try count(a + b) == 2)
        #expect(try count(a * a) == 2)
        #expect(try count(Subsets(of: a + b, count: 2)) == 3)
        #expect(try count(a * a * a) == 5)
        #expect(try count(Atoms(2) * Atoms(2) * Atoms(2)) == 4)
        #expect(try count(a * Atoms(2, "b") * Atoms(2, "b")) == 2)
    }

    @Test(arguments: [(1, 2), (2, 10), (3, 104), (4, 3044)])
    func digraphs(vertices: Int, expected: Int) throws {
        #expect(try count(Subsets(of: Atoms(vertices) * Atoms(vertices))) == expected)
    }

    @Test(arguments: [(2, 2), (3, 4), (4, 11), (5, 34), (6, 156), (7, 1044)])
    func undirectedGraphs(vertices: Int, expected: Int) throws {
        #expect(try count(graphs(vertices)) == expected)
    }

    @Test func graphsOfTwoColors() throws {
        #expect(try count(Subsets(of: Subsets(of: Atoms(2, "red") + Atoms(3, "blue"), count: 2))) == 148)
    }

    @Test(arguments: [(2, 3), (3, 7), (4, 19), (5, 47), (6, 130)])
    func automataOfOneLetter(states: Int, expected: Int) throws {
        let q = Atoms(states, "q")
        #expect(try count(Mappings(from: q * Atoms(1, "a"), to: q)) == expected)
    }

    @Test(arguments: [(2, 2, 7), (3, 2, 74), (4, 2, 1474), (2, 3, 13), (3, 3, 638)])
    func automata(states: Int, letters: Int, expected: Int) throws {
        let q = Atoms(states, "q")
        #expect(try count(Mappings(from: q * Atoms(letters, "a"), to: q)) == expected)
    }

    @Test(arguments: [(2, 10), (3, 129), (4, 2836)])
    func automataOfTwoNamedLetters(states: Int, expected: Int) throws {
        let q = Atoms(states, "q")
        #expect(try count(Mappings(from: q * Values(["a", "b"]), to: q)) == expected)
    }

    @Test func mappingsOfProducts() throws {
        let (a, b) = (Atoms(3, "a"), Atoms(2, "b"))
        #expect(try count(Mappings(from: b, to: b * b)) == 10)
        #expect(try count(Mappings(from: b * b, to: b)) == 10)
        #expect(try count(Mappings(from: b * b, to: b * b)) == 136)
        #expect(try count(Mappings(from: a * b, to: b)) == 13)
        let (m3, m2) = (Mappings(from: a, to: b), Mappings(from: a, to: a))
        #expect(try count(m3 * m3) == 10)
        #expect(try count(m3 * m3 * m3) == 60)
        #expect(try count(m2 * m3) == 22)
    }

    @Test func sequences() throws {
        let a = Atoms(2)
        #expect(try count(Sequences(of: a, count: 0...4)) == 16)
        #expect(try count(Sequences(of: a * a, count: 0...4)) == 171)
    }

    /// The same at any number of ranks and threads.
    @Test(arguments: JobShape.all)
    func everywhere(shape: JobShape) throws {
        func count<Tested: SymmetricDomain>(_ domain: Tested) throws -> Int? {
            try shape.value(domain.canonicalForms().count())
        }
        let (q, a, b) = (Atoms(3, "q"), Atoms(3, "a"), Atoms(2, "b"))
        #expect(try count(a) == 1 && count(a + q) == 2 && count(a * a) == 2 && count(a * a * a) == 5)
        #expect(try count(Subsets(of: a + q, count: 2)) == 3)
        #expect(try count(b * b * b) == 4 && count(a * b * b) == 2)
        #expect(try count(Subsets(of: q * q)) == 104)
        #expect(try count(graphs(5)) == 34 && count(graphs(6)) == 156)
        #expect(try count(Subsets(of: Subsets(of: Atoms(2, "red") + Atoms(3, "blue"), count: 2))) == 148)
        #expect(try count(Mappings(from: Atoms(5, "q") * Atoms(1, "a"), to: Atoms(5, "q"))) == 47)
        #expect(try count(Mappings(from: q * b, to: q)) == 74)
        #expect(try count(Mappings(from: q * Values(["a", "b"]), to: q)) == 129)
        #expect(try count(Mappings(from: b * b, to: b * b)) == 136)
        #expect(try count(Mappings(from: a * b, to: b)) == 13)
        let (m3, m2) = (Mappings(from: a, to: b), Mappings(from: a, to: a))
        #expect(try count(m3 * m3 * m3) == 60 && count(m2 * m3) == 22)
        #expect(try count(Sequences(of: b, count: 0...4)) == 16 && count(Sequences(of: b * b, count: 0...4)) == 171)
    }

    @Test func withoutAtoms_allElementsAreCanonical() throws {
        #expect(try count(Integers(0..<5) * Integers(0..<3)) == 15)
        #expect(try count(Permutations(of: Atoms(4))) == 1)
        #expect(try count(Permutations(of: Integers(0..<4))) == 24)
    }

    /// Against all elements, of which those are kept that no renaming makes less.
    private func compare<Tested: SymmetricDomain>(_ domain: Tested) throws {
        let found = try #require(try domain.canonicalForms().collect().run(.local()).value)
        let expected = domain.elements.filter { domain.isCanonical($0) }
        #expect(found.map { domain.structure(of: $0) }.sorted() == expected.map { domain.structure(of: $0) }.sorted())
    }

    @Test func forms_areTheLeastOfTheirClasses() throws {
        let (a, b) = (Atoms(3, "a"), Atoms(2, "b"))
        try compare(Subsets(of: a * b))
        try compare(a * b * a * b)
        let (first, second) = (Atom("a", 0), Atom("a", 1))
        let words = CanonicalValues([[first, second], [first]], in: a)
        #expect(words.size == 9)
        try compare(words * a)
        try compare(Subsets(of: words, count: 0...2))
        try compare(Subsets(of: a + b, count: 1...3))
        try compare(Mappings(from: a, to: Subsets(of: a)))
        try compare(Mappings(from: b, to: Subsets(of: a * Integers(0..<2), count: 1...2)))
        try compare(Subsets(of: Subsets(of: a)) * b)
        try compare(UnorderedProduct(of: a * b, count: 3))
        try compare(Subsets(of: UnorderedProduct(of: a, count: 2)) * b)
        try compare(Mappings(from: UnorderedProduct(of: a, count: 2), to: a))
        try compare(Sequences(of: Subsets(of: a, count: 0...2), count: 1...2))
        try compare(Mappings(from: a, to: a) + Mappings(from: a, to: a))
        try compare(Permutations(of: a) * Subsets(of: a))
        try compare(Mappings(from: b, to: Permutations(of: a)))
        try compare(Subsets(of: Sequences(of: b, count: 0...2)))
    }

    @Test func formsOfNestedDomains_areTheLeastOfTheirClasses() throws {
        let (a, b, c) = (Atoms(3, "a"), Atoms(2, "b"), Atoms(2, "c"))
        try compare(Subsets(of: Mappings(from: b, to: b)))
        try compare(Mappings(from: a * b, to: b) * b)
        try compare(Sequences(of: a + c, count: 0...3))
        try compare(Mappings(from: Subsets(of: b), to: b))
        try compare(Mappings(from: a, to: UnorderedProduct(of: a, count: 2)))
        try compare(Mappings(from: b, to: Sequences(of: b, count: 0...2)))
        try compare(Mappings(from: b * Integers(0..<2), to: a + c))
        try compare(Mappings(from: b + c, to: b + c))
        try compare(Subsets(of: a * a, count: 3) * a)
        try compare(Sequences(of: Mappings(from: b, to: c), count: 1...2) * Subsets(of: c))
        try compare(UnorderedProduct(of: Mappings(from: b, to: a), count: 2))
        try compare(Mappings(from: Permutations(of: b), to: Subsets(of: b, count: 0...1)))
    }

    @Test func oneNameForTwoSets_isAnError() {
        #expect(throws: DomainError.self) { try (Atoms(2, "a") * Atoms(3, "a")).canonicalForms() }
    }
}
