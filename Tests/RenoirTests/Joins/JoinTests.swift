import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct JoinTests {
    /// What is joined: the numbers below `left` and below `right`, by their remainders.
    struct Sides: Sendable, CustomTestStringConvertible {
        let left: Int
        let right: Int
        let leftKeys: Int
        let rightKeys: Int

        var testDescription: String { "\(left) % \(leftKeys) with \(right) % \(rightKeys)" }

        static let all = [
            Sides(left: 5, right: 10, leftKeys: 7, rightKeys: 7), Sides(left: 0, right: 10, leftKeys: 7, rightKeys: 7),
            Sides(left: 10, right: 0, leftKeys: 7, rightKeys: 7), Sides(left: 1, right: 300, leftKeys: 1, rightKeys: 2),
            Sides(left: 400, right: 300, leftKeys: 100, rightKeys: 150),
            Sides(left: 70, right: 60, leftKeys: 1, rightKeys: 1),
        ]

        var lefts: [String: [Int]] { Dictionary(grouping: 0..<left) { "k\($0 % leftKeys)" } }
        var rights: [String: [Int]] { Dictionary(grouping: 0..<right) { "k\($0 % rightKeys)" } }
    }

    /// A pair, of which one side may be missing.
    struct Row: Hashable, Codable, Comparable, Sendable {
        var key: String
        var left: Int?
        var right: Int?

        static func < (one: Row, other: Row) -> Bool {
            (one.key, one.left ?? -1, one.right ?? -1) < (other.key, other.left ?? -1, other.right ?? -1)
        }
    }

    typealias Join =
        @Sendable (KeyedStream<String, Int>, KeyedStream<String, Int>, JoinAlgorithm) -> DataStream<Row>

    private func check(
        _ shape: Shape, _ sides: Sides, _ join: @escaping Join, _ expected: (String, [Int], [Int]) -> [Row]
    ) throws {
        let (lefts, rights) = (sides.lefts, sides.rights)
        let all = Set(lefts.keys).union(rights.keys).flatMap { expected($0, lefts[$0] ?? [], rights[$0] ?? []) }
        for algorithm in [JoinAlgorithm.hash, .sortMerge] {
            let rows = try shape.collect { context in
                join(
                    context.parallelStream(0..<sides.left).groupBy { "k\($0 % sides.leftKeys)" },
                    context.parallelStream(0..<sides.right).groupBy { "k\($0 % sides.rightKeys)" }, algorithm)
            }
            #expect(rows.sorted() == all.sorted(), "\(algorithm)")
        }
    }

    private static func pairs(_ key: String, _ left: [Int], _ right: [Int]) -> [Row] {
        left.flatMap { left in right.map { Row(key: key, left: left, right: $0) } }
    }

    @Test(arguments: Shape.few, Sides.all)
    func join_givesPairs(shape: Shape, sides: Sides) throws {
        try check(
            shape, sides,
            { $0.join($1, by: $2).unkey().map { Row(key: $0.key, left: $0.value.0, right: $0.value.1) } }, Self.pairs)
    }

    @Test(arguments: Shape.few, Sides.all)
    func leftJoin_givesWhatIsAloneOnTheLeft(shape: Shape, sides: Sides) throws {
        try check(
            shape, sides,
            { $0.leftJoin($1, by: $2).unkey().map { Row(key: $0.key, left: $0.value.0, right: $0.value.1) } }
        ) { key, left, right in
            right.isEmpty ? left.map { Row(key: key, left: $0) } : Self.pairs(key, left, right)
        }
    }

    @Test(arguments: Shape.few, Sides.all)
    func rightJoin_givesWhatIsAloneOnTheRight(shape: Shape, sides: Sides) throws {
        try check(
            shape, sides,
            { $0.rightJoin($1, by: $2).unkey().map { Row(key: $0.key, left: $0.value.0, right: $0.value.1) } }
        ) { key, left, right in
            left.isEmpty ? right.map { Row(key: key, right: $0) } : Self.pairs(key, left, right)
        }
    }

    @Test(arguments: Shape.few, Sides.all)
    func fullJoin_givesWhatIsAlone(shape: Shape, sides: Sides) throws {
        try check(
            shape, sides,
            { $0.fullJoin($1, by: $2).unkey().map { Row(key: $0.key, left: $0.value.0, right: $0.value.1) } }
        ) { key, left, right in
            if left.isEmpty { return right.map { Row(key: key, right: $0) } }
            return right.isEmpty ? left.map { Row(key: key, left: $0) } : Self.pairs(key, left, right)
        }
    }

    @Test(arguments: Shape.few, Sides.all)
    func semiJoin_givesTheLeftThatMeetsAny(shape: Shape, sides: Sides) throws {
        try check(shape, sides, { $0.semiJoin($1, by: $2).unkey().map { Row(key: $0.key, left: $0.value) } }) {
            key, left, right in right.isEmpty ? [] : left.map { Row(key: key, left: $0) }
        }
    }

    @Test(arguments: Shape.few, Sides.all)
    func antiJoin_givesTheLeftThatMeetsNone(shape: Shape, sides: Sides) throws {
        try check(shape, sides, { $0.antiJoin($1, by: $2).unkey().map { Row(key: $0.key, left: $0.value) } }) {
            key, left, right in right.isEmpty ? left.map { Row(key: key, left: $0) } : []
        }
    }

    /// One stream ends long before the other: the other's records meet what is kept, and aren't kept themselves.
    @Test(arguments: Shape.all)
    func join_withAStreamThatEndsFirst_givesAllPairs(shape: Shape) throws {
        let sums = try shape.collect { context in
            let (few, many) = (context.stream(of: 0..<10), context.parallelStream(0..<5000))
            return few.groupBy { $0 }.join(many.groupBy { $0 % 20 }).values().map { $0.0 * $0.1 }.reduceAssociative(+)
        }
        let expected = (0..<5000).filter { $0 % 20 < 10 }.reduce(0) { $0 + $1 % 20 * $1 }
        #expect(sums == [expected])
    }

    @Test(arguments: Shape.few)
    func selfJoin_pairsEachWithEach(shape: Shape) throws {
        let pairs = try shape.collect { context in
            let numbers = context.parallelStream(0..<200).groupBy { $0 % 10 }
            return numbers.join(numbers).values().map { $0.0 - $0.1 }
        }
        #expect(pairs.count == 10 * 20 * 20 && pairs.reduce(0, +) == 0)
    }

    @Test(arguments: Shape.few)
    func threeStreams_joinInAChain(shape: Shape) throws {
        let sums = try shape.collect { context in
            let streams = (1...3).map { factor in context.parallelStream(0..<50).groupBy { $0 }.map { $0 * factor } }
            return streams[0].join(streams[1]).join(streams[2]).values().map { $0.0.0 + $0.0.1 + $0.1 }
        }
        #expect(sums.sorted() == (0..<50).map { $0 * 6 })
    }

    /// Each pass has its own pairs, and its own records that meet none.
    @Test(arguments: Shape.few)
    func join_ofSeveralPasses_startsAnewInEach(shape: Shape) throws {
        let rows = try shape.collect { context in
            func stream(_ passes: [[Int]]) -> KeyedStream<Int, Int> {
                context.scripted { replica, _ -> [StreamEvent<Int>] in
                    passes.flatMap { pass -> [StreamEvent<Int>] in
                        (replica == 0 ? pass.map { .record($0, at: .seconds(0)) } : []) + [.endOfPass(level: 0)]
                    }
                }.groupBy { $0 }
            }
            return stream([[1, 2], [3]]).fullJoin(stream([[2], [1, 3]])).unkey().map {
                Row(key: "\($0.key)", left: $0.value.0, right: $0.value.1)
            }
        }
        #expect(
            rows.sorted() == [
                Row(key: "1", right: 1), Row(key: "1", left: 1), Row(key: "2", left: 2, right: 2),
                Row(key: "3", left: 3, right: 3),
            ])
    }

    /// A side that doesn't change, from outside of the loop: paths of up to four steps in a ring with a chord.
    @Test(arguments: Shape.few)
    func join_insideALoop_meetsAStreamFromOutside(shape: Shape) throws {
        let reached = try shape.collect { context in
            let edges = context.parallelStream((0..<10).map { ($0, ($0 + 1) % 10) } + [(0, 5)]).groupBy { $0.0 }
            return context.stream(of: [0]).iterate(upTo: 4) { places in
                places.groupBy { $0 }.join(edges).values().map { $0.1.1 }
            }
        }
        #expect(reached.sorted() == [4, 8])
    }

    @Test func joinOfTwoContexts_keepsBothJobsFromStarting() {
        let error = #expect(throws: JobError.self) {
            let (one, other) = (StreamContext.local(), StreamContext.local())
            _ = one.stream(of: 0..<3).groupBy { $0 }.join(other.stream(of: 0..<3).groupBy { $0 }).values().map { $0.0 }
                .collect()
            try one.execute()
        }
        #expect(error?.message.contains("two contexts") == true)
    }
}
