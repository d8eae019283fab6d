import Renoir
import Testing

/// The ready aggregations by themselves: values divided among accumulators in any way.
@Suite struct AggregationTests {
    private func aggregate<Value, Accumulator, Result>(
        _ parts: [[Value]], _ aggregation: Aggregation<Value, Accumulator, Result>
    ) throws -> Result? {
        var whole = aggregation.initial()
        for part in parts {
            var accumulator = aggregation.initial()
            for value in part { try aggregation.add(&accumulator, value) }
            try aggregation.merge(&whole, accumulator)
        }
        return try aggregation.result(whole)
    }

    /// The same values in one part, in parts of which some are empty, and one by one.
    static let divisions: [[[Int]]] = [
        [[3, -1, 4, 1, -5, 9]], [[], [3, -1], [4], [], [1, -5, 9], []], [[3], [-1], [4], [1], [-5], [9]],
    ]

    @Test(arguments: divisions)
    func results_doNotDependOnTheDivision(parts: [[Int]]) throws {
        #expect(try aggregate(parts, .count) == 6)
        #expect(try aggregate(parts, .sum { $0 }) == 11)
        #expect(try aggregate(parts, .sum { Double($0) / 2 }) == 5.5)
        #expect(try aggregate(parts, .min { $0 }) == -5)
        #expect(try aggregate(parts, .max { "\($0)" }) == "9")
        #expect(try aggregate(parts, .mean { Double($0) }) == 11.0 / 6)
        #expect(try aggregate(parts, .first) == 3)
        #expect(try aggregate(parts, .last) == 9)
        #expect(try aggregate(parts, .reduce { $0 * 10 + $1 } as Aggregation<Int, Int?, Int>) != nil)
        #expect(try aggregate(parts, .reduce { Swift.max($0, $1) }) == 9)
    }

    @Test(arguments: [[], [[]], [[], []]] as [[[Int]]])
    func nothing_hasACountAndASum_andNoOtherResult(parts: [[Int]]) throws {
        #expect(try aggregate(parts, .count) == 0)
        #expect(try aggregate(parts, .sum { $0 }) == 0)
        #expect(try aggregate(parts, .min { $0 }) == nil)
        #expect(try aggregate(parts, .max { $0 }) == nil)
        #expect(try aggregate(parts, .mean { Double($0) }) == nil)
        #expect(try aggregate(parts, .first) == nil)
        #expect(try aggregate(parts, .last) == nil)
        #expect(try aggregate(parts, .reduce { $0 + $1 }) == nil)
    }

    @Test(arguments: [[[1, .nan, 3]], [[.nan], [1, 3]], [[3, 1], [], [.nan]], [[.nan, 3], [1]]] as [[[Double]]])
    func nan_isGreaterThanAnyNumber(parts: [[Double]]) throws {
        #expect(try aggregate(parts, .min { $0 }) == 1)
        #expect(try aggregate(parts, .max { $0 })?.isNaN == true)
        #expect(try aggregate([[.nan]], .min { (number: Double) in number })?.isNaN == true)
    }

    @Test func ownAggregation_withAResultOfAnotherType() throws {
        let words = Aggregation<String, Set<String>, Int>(
            initial: [], add: { $0.insert($1) }, merge: { $0.formUnion($1) }, result: { $0.isEmpty ? nil : $0.count })
        #expect(try aggregate([["a", "b"], ["a"], []], words) == 2)
        #expect(try aggregate([], words) == nil)
        let texts = Aggregation<Int, String, String>(initial: "", add: { $0 += "\($1)" }, merge: { $0 += $1 })
        #expect(try aggregate([[1, 2], [3]], texts) == "123")
    }

    @Test func error_ofAPart_isThrown() {
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try aggregate([[1]], .sum { (_: Int) throws -> Int in throw Refusal() })
        }
    }
}
