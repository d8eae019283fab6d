import RenoirDomains
import RenoirTestKit
import Synchronization
import Testing

/// Each action at each number of ranks and threads, against plain Swift.
@Suite(.timeLimit(.minutes(5))) struct ActionTests {
    private let pairs = Integers(0..<5) * Integers(0..<5)

    @Test(arguments: JobShape.all) func counts(shape: JobShape) throws {
        let even = Integers(0..<1000).filter { $0.isMultiple(of: 2) }
        #expect(try shape.value(even.count()) == 500)
        #expect(try shape.value(even.collect()) == Array(stride(from: 0, to: 1000, by: 2)))
        #expect(try shape.value(even.fold(0, local: { $0 += $1 }, global: { $0 += $1 })) == 249_500)
        #expect(try shape.value(Integers(0..<0).count()) == 0)
        #expect(
            try shape.value(even.map { "n\($0)" }.filter { $0.hasSuffix("98") }.collect())
                == (0..<10).map { "n\($0 == 0 ? "" : "\($0)")98" })
        let answer = try shape.answer(even.count())
        #expect(answer.lookedAt == 1000 && answer.share == 1)
    }

    @Test(arguments: JobShape.some) func reductionsKeepOrder(shape: JobShape) throws {
        let digits = Integers(0..<200).map { "\($0) " }
        let text = (0..<200).map { "\($0) " }.joined()
        #expect(try shape.value(Integers(0..<10).reduce(0, +)) == 45)
        #expect(try shape.value(digits.reduce("") { $0 + $1 }) == text)
        #expect(try shape.value(digits.fold("", local: { $0 += $1 }, global: { $0 += $1 })) == text)
    }

    @Test(arguments: JobShape.some) func bestElements(shape: JobShape) throws {
        let largest = try #require(try shape.value(pairs.max(by: <)))
        #expect(largest.map { "\($0)" } == ["(4, 4)"])
        let byFirst = try #require(try shape.value(pairs.max(by: { $0.0 })))
        #expect(byFirst.map { "\($0)" } == (0..<5).map { "(4, \($0))" })
        #expect(try shape.value(pairs.max(by: { $0.0 }, limit: 2))?.map(\.1) == [0, 1])
        #expect(try shape.value(pairs.min(by: { $0.0 * $0.1 }, limit: 3))?.map(\.1) == [0, 1, 2])
        #expect(try shape.value(Integers(0..<300).min(by: { $0 / 100 }, limit: 1)) == [0])
        #expect(try shape.value(Integers(0..<0).max(by: <)) == [])
    }

    @Test(arguments: JobShape.some) func groupings(shape: JobShape) throws {
        let thirds = [0: [0, 3, 6, 9], 1: [1, 4, 7], 2: [2, 5, 8]]
        #expect(try shape.value(Integers(0..<10).groups(by: { $0 % 3 })) == thirds)
        #expect(
            try shape.value(Integers(0..<10).groups(by: { $0 % 3 == 2 ? nil : "\($0 % 3)" }, limit: 2)) == [
                "0": [0, 3], "1": [1, 4],
            ])
        let counts = try #require(try shape.value(Integers(0..<1000).groupCounts(by: { $0 % 3 }, examples: 2)))
        #expect(counts.mapValues(\.count) == [0: 334, 1: 333, 2: 333])
        #expect(counts.mapValues(\.examples) == [0: [0, 3], 1: [1, 4], 2: [2, 5]])
    }

    @Test(arguments: JobShape.some) func firstElements(shape: JobShape) throws {
        let large = Integers(0..<10_000)
        #expect(try shape.value(large.filter { $0 > 777 && $0 % 7 == 1 }.take(3)) == [778, 785, 792])
        #expect(try shape.value(large.filter { $0 % 5000 == 4999 }.first()) == 4999)
        #expect(try shape.value(large.filter { $0 < 0 }.first()) == .some(nil))
        #expect(try shape.value(large.take(0)) == [])
        #expect(try shape.value(Integers(0..<3).take(9)) == [0, 1, 2])
        let any = try #require(try shape.value(large.filter { $0 % 1000 == 5 }.first(any: true)))
        #expect(try #require(any) % 1000 == 5)
        let some = try #require(try shape.value(large.filter { $0 % 10 == 5 }.take(20, any: true)))
        #expect(some.count == 20 && Set(some).count == 20 && some.allSatisfy { $0 % 10 == 5 })
    }

    @Test(arguments: JobShape.some) func canonicalForms_areThoseOfOneProcess(shape: JobShape) throws {
        let forms = try Subsets(of: UnorderedProduct(of: Atoms(5), count: 2)).canonicalForms()
        let all = try #require(try JobShape(ranks: 1, threads: 1).value(forms.collect()))
        #expect(all.count == 34 && all.first?.count == 10 && all.last == [])
        #expect(try shape.value(forms.collect()) == all)
        #expect(
            try shape.value(forms.filter { $0.count == 4 }.take(2)) == Array(all.filter { $0.count == 4 }.prefix(2)))
        #expect(try shape.value(forms.max(by: { -$0.count }, limit: 1)) == [[]])
    }

    @Test(arguments: JobShape.some) func mappingsTravel(shape: JobShape) throws {
        let q = Atoms(3, "q")
        let automata = Mappings(from: q * Atoms(2, "a"), to: q)
        let expected = automata.elements.filter { $0[(Atom("q", 1), Atom("a", 0))].index == 2 }.prefix(40)
        let found = try shape.value(automata.filter { $0[(Atom("q", 1), Atom("a", 0))].index == 2 }.take(40))
        #expect(found?.map(\.values) == expected.map(\.values))
        #expect(found?.last?.description == expected.last?.description)
    }

    @Test(arguments: [JobShape(ranks: 1, threads: 1), JobShape(ranks: 3, threads: 1)])
    func mappingsOfAnyKeysTravel(shape: JobShape) throws {
        func check<Keys: Domain>(_ keys: Keys) throws {
            let domain = Mappings(from: keys, to: Atoms(2, "q")).prefix(16)
            #expect(try shape.value(domain.collect())?.map { "\($0)" } == domain.elements.map { "\($0)" })
        }
        let (q, letters) = (Atoms(2, "q"), Values(["left", "right"]))
        try check(q * letters)
        try check(q * letters * Values.booleans)
        try check(q * letters * q * Integers(0..<1))
        try check(Subsets(of: letters, count: 0...2))
        try check(UnorderedProduct(of: q, count: 2) * letters)
        try check(Sequences(of: q, count: 0...1))
        try check(Permutations(of: letters))
        try check(Mappings(from: letters, to: q))
        try check(q + Atoms(3, "r"))
        let named = try Mappings(from: q * letters, to: q).canonicalForms()
        #expect(try shape.value(named.collect())?.count == 10)
        let expected = Mappings(from: q * letters, to: q).elements.count { automaton in
            Mappings(from: q * letters, to: q).isCanonical(automaton) && automaton[(Atom("q", 0), "right")].index == 1
        }
        #expect(try shape.value(named.filter { $0[(Atom("q", 0), "right")].index == 1 }.count()) == expected)
    }

    @Test(arguments: JobShape.all) func streams_haveEachElementOnce(shape: JobShape) throws {
        let results = try shape.job.run { context in
            let sums = context.stream(of: pairs.filter { $0.0 < 4 }).map { $0.0 * 10 + $0.1 }.shuffle().collect()
            let count = context.stream(of: try Subsets(of: Subsets(of: Atoms(4), count: 2)).canonicalForms()).count()
                .collect()
            try context.execute()
            return (sums.value?.sorted(), count.value)
        }
        #expect(results[0].0 == (0..<4).flatMap { a in (0..<5).map { a * 10 + $0 } })
        #expect(results[0].1 == [11])
    }

    @Test(arguments: JobShape.some) func randomElements_areTheSameEverywhere(shape: JobShape) throws {
        let samples = Mappings(from: Integers(0..<6), to: Integers(0..<6)).random(300, seed: 11).map { $0.values }
        #expect(try shape.value(samples.collect()) == samples.elements.map { $0 })
    }

    @Test(arguments: JobShape.some) func forEach_isCalledOncePerElement(shape: JobShape) throws {
        let seen = Seen()
        _ = try shape.value(Integers(0..<5000).forEach { number in seen.numbers.withLock { $0.append(number) } })
        #expect(seen.numbers.withLock { $0.sorted() } == Array(0..<5000))
    }

    private final class Seen: Sendable {
        let numbers = Mutex([Int]())
    }
}
