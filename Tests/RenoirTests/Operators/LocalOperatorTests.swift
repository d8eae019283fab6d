import Renoir
import Testing

@Suite struct LocalOperatorTests {
    @Test(arguments: Shape.all)
    func map_transformsEachRecord(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<5000).map { $0 * 3 } }
        #expect(result.sorted() == (0..<5000).map { $0 * 3 })
    }

    @Test(arguments: Shape.all)
    func map_toStrings_keepsEach(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<3000).map { "record number \($0) é" } }
        #expect(result.sorted() == (0..<3000).map { "record number \($0) é" }.sorted())
    }

    @Test(arguments: Shape.all)
    func filter_keepsWhatSatisfies(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<5000).filter { $0 % 7 == 3 } }
        #expect(result.sorted() == (0..<5000).filter { $0 % 7 == 3 })
    }

    @Test(arguments: Shape.all)
    func filter_ofStrings_keepsWhatSatisfies(shape: Shape) throws {
        let result = try shape.collect {
            $0.parallelStream(0..<2000).map { "a string longer than fifteen bytes \($0)" }.filter { $0.hasSuffix("7") }
        }
        #expect(result.count == 200)
        #expect(result.allSatisfy { $0.hasSuffix("7") })
    }

    @Test(arguments: Shape.all)
    func compactMap_dropsNil(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<5000).compactMap { $0 % 3 == 0 ? "\($0)" : nil } }
        #expect(result.sorted() == (0..<5000).filter { $0 % 3 == 0 }.map { "\($0)" }.sorted())
    }

    @Test(arguments: Shape.all)
    func flatMap_givesAllElements(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<100).flatMap { 0..<$0 } }
        #expect(result.sorted() == (0..<100).flatMap { 0..<$0 }.sorted())
    }

    @Test(arguments: Shape.all)
    func flatMap_ofOneLongSequence_isTakenInPieces(shape: Shape) throws {
        let result = try shape.collect { $0.stream(of: [100_000]).flatMap { 0..<$0 }.filter { $0 % 1000 == 0 } }
        #expect(result == Array(stride(from: 0, to: 100_000, by: 1000)))
    }

    @Test
    func chainOfSingleReplicas_keepsOrder() throws {
        for shape in Shape.all {
            let result = try shape.collect { $0.stream(of: 0..<3000).map { $0 + 1 }.filter { $0 % 2 == 0 } }
            #expect(result == (0..<3000).map { $0 + 1 }.filter { $0 % 2 == 0 }, "\(shape)")
        }
    }

    @Test(arguments: Shape.all)
    func streamUsedTwice_givesAllRecordsToEach(shape: Shape) throws {
        let results = try shape.job.run { context in
            let numbers = context.parallelStream(0..<2000).map { "\($0)" }
            let all = numbers.collect()
            let few = numbers.filter { $0.count == 1 }.collect()
            let count = numbers.count().collect()
            try context.execute()
            return [all.value?.count, few.value?.count, count.value?.first]
        }
        #expect(results[0] == [2000, 10, 2000])
    }
}
