import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct IterateDeltasTests {
    /// A graph whose edges are made from their numbers: from, to, weight.
    private static let edges: [(from: Int, to: Int, weight: Int)] = (0..<50).map { number in
        (number * 7 % 20, (number * number + 3) % 20, number % 9 + 1)
    }

    /// Lengths of shortest paths by relaxing all edges until nothing changes.
    private static func lengths(from start: Int) -> [Int: Int] {
        var lengths = [start: 0]
        var isChanged = true
        while isChanged {
            isChanged = false
            for edge in edges {
                guard let length = lengths[edge.from], length + edge.weight < lengths[edge.to] ?? .max else { continue }
                lengths[edge.to] = length + edge.weight
                isChanged = true
            }
        }
        return lengths
    }

    private static func shortest(
        _ starts: KeyedStream<Int, Int>, _ context: StreamContext, upTo iterations: Int = 1000
    ) -> KeyedStream<Int, Int> {
        let outgoing = context.parallelStream(Self.edges).groupBy { $0.from }
        return starts.iterateDeltas(
            upTo: iterations, initial: Int.max,
            apply: { (shortest: inout Int, length: Int) -> Int? in
                guard length < shortest else { return nil }
                shortest = length
                return length
            },
            { changed in
                changed.join(outgoing).values().map { length, edge in (edge.to, length + edge.weight) }
                    .groupBy { $0.0 }.map { $0.1 }
            })
    }

    @Test(arguments: Shape.few + [Shape(ranks: 4, threads: 1, seed: 5), Shape(ranks: 7, threads: 1, seed: 6)])
    func shortestPaths_areThoseOfPlainSwift(shape: Shape) throws {
        let lengths = try shape.collectByKey { context in
            Self.shortest(context.stream(of: [0]).groupBy { $0 }, context)
        }
        #expect(lengths == Self.lengths(from: 0))
    }

    @Test(arguments: Shape.few)
    func iterations_areAtMostSoMany(shape: Shape) throws {
        // A chain of increments that would go on: each iteration brings one more.
        let states = try shape.collectByKey { context in
            context.parallelStream(0..<4).groupBy { $0 }.iterateDeltas(
                upTo: 5, initial: 0,
                apply: { (sum: inout Int, one: Int) -> Int? in
                    sum += 1
                    return one
                }, { $0 })
        }
        #expect(states == [0: 5, 1: 5, 2: 5, 3: 5])
    }

    @Test(arguments: Shape.few)
    func severalPasses_startAnewInEach(shape: Shape) throws {
        let lengths = try shape.collect { context in
            let starts = context.scripted { replica, _ -> [StreamEvent<Int>] in
                (replica == 0 ? [.record(0, at: .seconds(0))] : []) + [.endOfPass(level: 0)]
                    + (replica == 0 ? [.record(7, at: .seconds(0))] : [])
            }
            return Self.shortest(starts.groupBy { $0 }.map { _ in 0 }, context).unkey().map { [$0.key, $0.value] }
        }
        // The edges come in the first pass only: the second one has no way on.
        let expected = Self.lengths(from: 0).map { [$0.key, $0.value] } + [[7, 0]]
        #expect(Set(lengths) == Set(expected) && lengths.count == expected.count)
    }

    @Test(arguments: Shape.few)
    func nothing_givesNothing(shape: Shape) throws {
        let lengths = try shape.collectByKey { context in
            Self.shortest(context.stream(of: [Int]()).groupBy { $0 }, context)
        }
        #expect(lengths == [:])
    }
}
