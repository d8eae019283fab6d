import Renoir
import RenoirTestKit
import Testing

/// Operators that change values, between `groupBy` and an aggregation: a key still has one result.
@Suite struct KeyedTransformingTests {
    /// The values of each key in their order, after `pipeline`, with what time says of it checked.
    private func collect<Output: Sendable & Comparable>(
        _ source: KeyedSource, _ input: KeyedInput, _ shape: Shape,
        _ pipeline: @escaping @Sendable (KeyedStream<String, Int>) -> KeyedStream<String, Output>
    ) throws -> [String: [Output]] {
        let ends = try shape.collect {
            pipeline(source.stream($0.parallelStream(0..<input.count), keys: input.keys)).values().checkingTime()
        }
        let results = try shape.collectByKey { context in
            pipeline(source.stream(context.parallelStream(0..<input.count), keys: input.keys))
                .fold([Output]()) { $0.append($1) }
        }
        #expect(results.values.flatMap { $0 }.sorted() == ends.sorted())
        return results.mapValues { $0.sorted() }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func map_changesValues_andKeepsKeys(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            let numbers = try collect(source, input, shape) { $0.map { $0 * 3 } }
            #expect(numbers == input.expected { $0.map { $0 * 3 } }, "\(input)")
            let texts = try collect(source, input, shape) { $0.map { "a text of more than fifteen bytes \($0)" } }
            #expect(
                texts == input.expected { $0.map { "a text of more than fifteen bytes \($0)" }.sorted() }, "\(input)")
        }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func filter_keepsKeys(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            let result = try collect(source, input, shape) { $0.filter { $0 % 7 < 3 } }
            let expected = input.expected { $0.filter { $0 % 7 < 3 } }.filter { !$0.value.isEmpty }
            #expect(result == expected, "\(input)")
        }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func compactMap_dropsNil_andKeepsKeys(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            let result = try collect(source, input, shape) { $0.compactMap { $0 % 3 == 0 ? nil : "\($0)" } }
            let expected = input.expected { $0.filter { $0 % 3 != 0 }.map { "\($0)" }.sorted() }
            #expect(result == expected.filter { !$0.value.isEmpty }, "\(input)")
        }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func flatMap_givesEachElementTheKey(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            // Some sequences fill several batches.
            let result = try collect(source, input, shape) { $0.flatMap { 0..<($0 % 50 == 1 ? 100 : $0 % 4) } }
            let expected = input.expected { $0.flatMap { 0..<($0 % 50 == 1 ? 100 : $0 % 4) }.sorted() }
            #expect(result == expected.filter { !$0.value.isEmpty }, "\(input)")
        }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func inspect_passesRecordsOn(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            let result = try collect(source, input, shape) { $0.inspect { _ in } }
            #expect(result == input.expected { $0 }, "\(input)")
        }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func custom_seesKeysAndValues(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            let result = try collect(source, input, shape) { stream in
                stream.custom(
                    "textAndKey", keepsTimes: true, state: { _ in () },
                    onBatch: { cursor, input, output, _ in
                        while cursor.canAdvance {
                            let record = (input + cursor.consumed).move()
                            cursor.consumed += 1
                            (output + cursor.produced).initialize(
                                to: Keyed(key: record.key, value: "\(record.value) of \(record.key)"))
                            cursor.keepTime()
                            cursor.produced += 1
                        }
                    })
            }
            let expected = input.expected { numbers in
                numbers.map { "\($0) of \(KeyedSource.key($0, input.keys))" }.sorted()
            }
            #expect(result == expected, "\(input)")
        }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func merge_ofStreamsByTheSameKey_hasOneResultForEach(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            let result = try collect(source, input, shape) { $0.merge($0.map { $0 + 1000 }) }
            #expect(result == input.expected { $0 + $0.map { $0 + 1000 } }, "\(input)")
        }
    }

    @Test(arguments: KeyedSource.allCases, Shape.few)
    func withTimestamps_ofKeyedStream_keepsItsPromise(source: KeyedSource, shape: Shape) throws {
        for input in KeyedInput.all {
            let result = try collect(source, input, shape) {
                $0.withTimestamps({ .seconds(Int64($0)) }, watermarks: .outOfOrder(by: .seconds(1000)))
            }
            #expect(result == input.expected { $0 }, "\(input)")
        }
    }

    @Test(arguments: Shape.all)
    func chain_afterGroupBy_hasOneResultForEachKey(shape: Shape) throws {
        let result = try shape.collectByKey { context in
            context.parallelStream(0..<3000).groupBy { $0 % 17 }.map { "\($0)" }.filter { $0.hasSuffix("3") }
                .flatMap { [$0.count, 1] }.count()
        }
        let expected = Dictionary(grouping: (0..<3000).filter { $0 % 10 == 3 }) { $0 % 17 }.mapValues { $0.count * 2 }
        #expect(result == expected)
    }

    @Test func keysOfOneSender_keepTheirOrder() throws {
        for shape in Shape.few {
            let result = try shape.collectByKey { context in
                context.stream(of: 0..<1000).groupBy { $0 % 3 }.map { $0 }.filter { _ in true }.flatMap { [$0] }
                    .fold([Int]()) { $0.append($1) }
            }
            #expect(result == Dictionary(grouping: 0..<1000) { $0 % 3 }, "\(shape)")
        }
    }

    /// Each worker has its own records, and a result of its own for each key.
    @Test(arguments: Shape.few)
    func keyBy_leavesRecordsWhereTheyAre_throughAllOperators(shape: Shape) throws {
        let result = try shape.collect { context in
            context.parallelStream { replica, _ in Array(repeating: replica, count: 40) }
                .keyBy { _ in "all" }.map { [$0, $0] }.inspect { _ in }.filter { !$0.isEmpty }.flatMap { $0 }
                .fold(Set<Int>()) { $0.insert($1) }.values()
        }
        #expect(Set(result) == Set((0..<shape.ranks * shape.threads).map { [$0] }))
    }

    @Test(arguments: Shape.few)
    func merge_ofLocallyKeyedStreams_losesNothing(shape: Shape) throws {
        let result = try shape.collect { context in
            let numbers = context.parallelStream(0..<500)
            return numbers.keyBy { $0 % 3 }.merge(context.stream(of: 500..<700).keyBy { $0 % 3 }).count().unkey()
        }
        #expect(result.map(\.value).reduce(0, +) == 700)
    }
}
