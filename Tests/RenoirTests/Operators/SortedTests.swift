import Records
import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(10))) struct SortedTests {
    static let shapes =
        Shape.few + [
            Shape(ranks: 2, threads: 1, seed: 5), Shape(ranks: 4, threads: 1, seed: 6),
            Shape(ranks: 7, threads: 2, seed: 7),
        ]

    /// Numbers without an order, of which `different` differ.
    static func numbers(_ count: Int, _ different: Int) -> [Int] {
        (0..<count).map { $0 * 7919 % different - different / 2 }
    }

    @Test(arguments: shapes, [(0, 1), (1, 1), (2, 2), (3000, 1), (3000, 3), (3000, 2999), (20_000, 1_000_003)])
    func sorted_givesOneOrder(shape: Shape, sizes: (count: Int, different: Int)) throws {
        let numbers = Self.numbers(sizes.count, sizes.different)
        #expect(try shape.collect { $0.parallelStream(numbers).sorted() } == numbers.sorted())
        #expect(try shape.collect { $0.stream(of: numbers).sorted { $0 > $1 } } == numbers.sorted { $0 > $1 })
    }

    @Test(arguments: shapes, [100, 5000])
    func sorted_ofTexts_mergesRuns(shape: Shape, count: Int) throws {
        let texts = Self.numbers(count, 4001).map { ByteString("\($0 * $0 % 977) and what makes it longer, \($0)") }
        #expect(try shape.collect { $0.parallelStream(texts).sorted() } == texts.sorted())
    }

    @Test(arguments: shapes)
    func sorted_knowsNaN_andSigns(shape: Shape) throws {
        let numbers: [Double] = [
            .nan, 3, -0.0, .infinity, -.infinity, 0, -2.5, .nan, 1e300, -1e-300, .leastNonzeroMagnitude,
        ]
        let sorted = try shape.collect { $0.parallelStream(numbers).sorted() }
        #expect(sorted.prefix(9) == numbers.filter { !$0.isNaN }.sorted()[...])
        #expect(sorted.count == 11 && sorted.suffix(2).allSatisfy(\.isNaN))
    }

    /// The ranges of workers follow each other, and no record is lost between them.
    @Test(arguments: shapes, [10, 50_000])
    func sortedRanges_ofAWorkerComeBeforeThoseOfTheNext(shape: Shape, count: Int) throws {
        let numbers = Self.numbers(count, 30_011)
        let ranges = try shape.collect { context in
            context.parallelStream(numbers).sortedRanges().custom(
                "place", state: { replica in replica.index },
                onBatch: { cursor, input, output, place in
                    while cursor.canAdvance {
                        (output + cursor.produced).initialize(to: (place.pointee, input[cursor.consumed]))
                        cursor.consumed += 1
                        cursor.produced += 1
                    }
                })
        }
        var parts = Array(repeating: [Int](), count: shape.ranks * shape.threads)
        for (place, number) in ranges { parts[place].append(number) }
        #expect(parts.flatMap { $0 } == numbers.sorted())
        if count > 10_000 {
            let fair = count / parts.count
            for part in parts { #expect(abs(part.count - fair) <= fair / 4) }
        }
    }

    @Test(arguments: shapes)
    func sorted_thenLimited_givesTheFirst(shape: Shape) throws {
        let numbers = Self.numbers(5000, 100_003)
        let first = try shape.collect { $0.parallelStream(numbers).sorted().limit(20, offset: 5) }
        #expect(first == Array(numbers.sorted()[5..<25]))
    }

    @Test(arguments: shapes)
    func sorted_twiceAndTogether_standsNotStill(shape: Shape) throws {
        let numbers = Self.numbers(6000, 999_983)
        let pairs = try shape.collect { context in
            let stream = context.parallelStream(numbers)
            return stream.sorted().zip(stream.sorted { $0 > $1 })
        }
        #expect(pairs.map(\.0) == numbers.sorted() && pairs.map(\.1) == numbers.sorted().reversed())
    }

    @Test(arguments: shapes)
    func sorted_startsAnewInEachPass(shape: Shape) throws {
        let records = try shape.collect { context in
            context.scripted { replica, _ -> [StreamEvent<Int>] in
                let first = (0..<40).map { StreamEvent.record($0 * 17 % 40 + replica, at: .seconds(0)) }
                let second = (0..<30).map { StreamEvent.record(5000 + $0 * 7 % 30 - replica, at: .seconds(0)) }
                return first + [.endOfPass(level: 0)] + second
            }.sorted()
        }
        let split = records.firstIndex { $0 > 1000 } ?? 0
        #expect(split == 40 * shape.ranks * shape.threads)
        #expect(Array(records[..<split]) == records[..<split].sorted())
        #expect(Array(records[split...]) == records[split...].sorted())
    }

    @Test(arguments: shapes)
    func sorted_insideOfALoop_sortsEachIteration(shape: Shape) throws {
        let numbers = try shape.collect { context in
            context.parallelStream(0..<100).iterate(upTo: 4) { numbers in
                numbers.sorted { $0 > $1 }.shuffle().map { $0 * 3 % 101 }
            }
        }
        var expected = Array(0..<100)
        for _ in 0..<4 { expected = expected.map { $0 * 3 % 101 } }
        #expect(numbers.sorted() == expected.sorted())
    }
}
