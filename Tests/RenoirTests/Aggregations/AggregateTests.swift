import Renoir
import RenoirTestKit
import Testing

@Suite struct AggregateTests {
    @Test(arguments: KeyedSource.allCases, Shape.few)
    func keyedAggregate_isWhatPlainSwiftSays(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            @Sendable func keyed(_ context: StreamContext) -> KeyedStream<String, Int> {
                source.stream(context.parallelStream(0..<input.count), keys: input.keys)
            }
            #expect(try shape.collectByKey { keyed($0).aggregate(.count) } == input.expected(\.count))
            #expect(try shape.collectByKey { keyed($0).count() } == input.expected(\.count))
            #expect(try shape.collectByKey { keyed($0).reduce(max) } == input.expected { $0.max()! })
            #expect(try shape.collectByKey { keyed($0).aggregate(.min { -$0 }) } == input.expected { -$0.max()! })
            #expect(
                try shape.collectByKey { keyed($0).aggregate(.mean { Double($0) }) }
                    == input.expected { Double($0.reduce(0, +)) / Double($0.count) })
            let aboveTen = try shape.collectByKey { keyed($0).aggregate(.sumAboveTen) }
            #expect(aboveTen == input.expected { $0.reduce(0, +) }.filter { $0.value > 10 })
        }
    }

    @Test(arguments: Shape.few)
    func aggregateBy_combinesBeforeMoving_andIsTheSame(shape: Shape) throws {
        for input in KeyedInput.all {
            @Sendable func numbers(_ context: StreamContext) -> DataStream<Int> {
                context.parallelStream(0..<input.count)
            }
            let keys = input.keys
            #expect(
                try shape.collectByKey { numbers($0).aggregate(.sum { $0 }, by: { KeyedSource.key($0, keys) }) }
                    == input.expected { $0.reduce(0, +) })
            #expect(
                try shape.collectByKey { numbers($0).groupByCount { KeyedSource.key($0, keys) } }
                    == input.expected(\.count))
            #expect(
                try shape.collectByKey {
                    numbers($0).aggregate(.max { "\($0)" }, by: { ByteString(KeyedSource.key($0, keys)) })
                }.map { "\($0.key) \($0.value)" }.sorted()
                    == input.expected { $0.map { "\($0)" }.max()! }.map { "\($0.key) \($0.value)" }.sorted())
            let aboveTen = try shape.collectByKey {
                numbers($0).aggregate(.sumAboveTen, by: { KeyedSource.key($0, keys) })
            }
            #expect(aboveTen == input.expected { $0.reduce(0, +) }.filter { $0.value > 10 })
        }
    }

    private struct Spot: Hashable, Codable {
        var x: Int
        var name: String
    }

    private struct Place: Hashable {
        var x: Int32
        var y: Double
    }

    /// Keys of which a hash travels as plain memory, as a part of a record, and not at all.
    @Test(arguments: Shape.all)
    func aggregateBy_keysOfManyTypes_hasOneResultForEach(shape: Shape) throws {
        @Sendable func check<Key: Hashable & Sendable>(_ key: @escaping @Sendable (Int) -> Key) throws {
            let result = try shape.collectByKey {
                $0.parallelStream(0..<900).aggregate(.sum { $0 }, by: { key($0 % 31) })
            }
            let expected = Dictionary(grouping: 0..<900) { key($0 % 31) }.mapValues { $0.reduce(0, +) }
            #expect(result == expected)
        }
        try check { $0 }
        try check { Double($0) }
        try check { Place(x: Int32($0), y: 0.5) }
        try check { Spot(x: $0, name: "spot \($0)") }
        try check { [$0, $0 + 1] }
        try check { Character(Unicode.Scalar(UInt8(65 + $0))) }
        try check { $0 == 0 ? nil : "\($0)" }
    }

    @Test(arguments: Shape.few)
    func aggregate_ofAllRecords_isTheSame(shape: Shape) throws {
        #expect(try shape.collect { $0.parallelStream(0..<1000).aggregate(.mean { Double($0) }) } == [499.5])
        #expect(try shape.collect { $0.parallelStream(0..<1000).aggregate(.max { "\($0)" }) } == ["999"])
        #expect(try shape.collect { $0.parallelStream(0..<0).aggregate(.count) } == [0])
        #expect(try shape.collect { $0.parallelStream(0..<0).aggregate(.mean { Double($0) }) } == [])
        #expect(try shape.collect { $0.parallelStream(7..<8).aggregate(.first) } == [7])
        #expect(try shape.collect { $0.stream(of: 0..<9).fold("") { $0 += "\($1)" } } == ["012345678"])
    }

    /// Each worker sees all keys, and has no room for them: it hands on what it has, with hashes, several times.
    @Test func aggregateBy_moreKeysThanAWorkerMayKeep_handsOnEarly() throws {
        let results = try SimulatedJob(ranks: 2, threads: 2, seed: 9).outcomes { context in
            let counts = context.parallelStream(0..<200_000).aggregate(.count, by: { "\($0 % 100_000)" }).collectAll()
            try context.execute()
            return counts.value ?? []
        } configured: {
            $0.stateBytes = 24 << 20
        }
        for result in results {
            let counts = try result.get()
            #expect(counts.count == 100_000 && counts.allSatisfy { $0.value == 2 })
        }
    }

    /// Records whose result is nil leave room that is filled with those behind them.
    @Test func keyedAggregate_fewResultsOfManyKeys_givesAll() throws {
        for shape in Shape.few {
            let result = try shape.collectByKey {
                $0.parallelStream(0..<20_000).groupBy { $0 }.aggregate(.everyHundredth)
            }
            #expect(result.keys.sorted() == Array(stride(from: 0, to: 20_000, by: 100)), "\(shape)")
        }
    }
}

extension Aggregation where Value == Int, Accumulator == Int, Result == Int {
    /// The sum, if it's above ten.
    fileprivate static var sumAboveTen: Aggregation {
        Aggregation(initial: 0, add: { $0 += $1 }, merge: { $0 += $1 }, result: { $0 > 10 ? $0 : nil })
    }

    /// The value, if it can be divided by a hundred.
    fileprivate static var everyHundredth: Aggregation {
        Aggregation(initial: 0, add: { $0 = $1 }, merge: { $0 = $1 }, result: { $0 % 100 == 0 ? $0 : nil })
    }
}
