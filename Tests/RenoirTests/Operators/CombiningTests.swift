import Renoir
import RenoirTestKit
import Testing

@Suite struct CombiningTests {
    @Test(arguments: Shape.all)
    func merge_givesTheRecordsOfBoth(shape: Shape) throws {
        let result = try shape.collect { context in
            context.parallelStream(0..<1000).merge(context.parallelStream(1000..<3000))
        }
        #expect(result.sorted() == Array(0..<3000))
    }

    @Test(arguments: Shape.all)
    func merge_ofDifferentReplication_losesNothing(shape: Shape) throws {
        let result = try shape.collect { context in
            context.stream(of: 0..<1000).merge(context.parallelStream(1000..<2000).shuffle())
        }
        #expect(result.sorted() == Array(0..<2000))
    }

    @Test(arguments: Shape.all)
    func merge_ofDifferentReplication_leavesTheLargerOneWhereItIs(shape: Shape) throws {
        let workers = try shape.collect { context in
            let placed = context.parallelStream { replica, _ in (0..<100).map { Placed(replica: replica, number: $0) } }
            return placed.merge(context.stream(of: 0..<0).map { Placed(replica: 0, number: $0) }).replicasInOrder()
        }
        #expect(workers.sorted() == Array(0..<shape.ranks * shape.threads))
    }

    @Test func merge_ofTwoContexts_isRefusedByBoth() {
        let contexts = [StreamContext(.local(1)), StreamContext(.local(1))]
        contexts[0].stream(of: 0..<3).merge(contexts[1].stream(of: 0..<3)).forEach { _ in }
        for context in contexts {
            let error = #expect(throws: JobError.self) { try context.execute() }
            #expect(error?.code == .graph)
            #expect(error?.operator == "merge (#1)")
        }
    }

    @Test(arguments: Shape.all)
    func merge_withItself_doublesEachRecord(shape: Shape) throws {
        let result = try shape.collect { context in
            let numbers = context.parallelStream(0..<1000)
            return numbers.merge(numbers)
        }
        #expect(result.sorted() == (0..<1000).flatMap { [$0, $0] })
    }

    @Test(arguments: Shape.all)
    func broadcast_givesEveryWorkerAll(shape: Shape) throws {
        let result = try shape.collect { context in
            context.parallelStream(0..<100).broadcast().reduceAssociative(+)
        }
        #expect(result == [4950 * shape.ranks * shape.threads])
    }

    @Test(arguments: Shape.all)
    func reduce_ofOneReplica_seesRecordsInOrder(shape: Shape) throws {
        let result = try shape.collect { $0.stream(of: ["a", "b", "c", "d"]).reduce(+) }
        #expect(result == ["abcd"])
    }

    @Test(arguments: Shape.all)
    func reduce_ofNothing_givesNothing(shape: Shape) throws {
        #expect(try shape.collect { $0.parallelStream(0..<0).reduceAssociative(+) } == [])
        #expect(try shape.collect { $0.stream(of: 0..<0).reduce(+) } == [])
    }

    @Test(arguments: Shape.all)
    func keyedReduce_findsTheLargestOfEachKey(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<1000).groupBy { $0 % 3 }.reduce(max).unkey() }
        #expect(result.sorted { $0.key < $1.key }.map(\.value) == [999, 997, 998])
    }

    @Test(arguments: Shape.all)
    func keyByCount_countsOnEachWorker(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<1000).keyBy { $0 % 2 }.count().unkey() }
        #expect(result.count <= 2 * shape.ranks * shape.threads)
        #expect(result.filter { $0.key == 0 }.map(\.value).reduce(0, +) == 500)
    }

    @Test(arguments: Shape.all)
    func inspect_passesRecordsOn(shape: Shape) throws {
        let result = try shape.collect { $0.parallelStream(0..<500).map { "\($0)" }.inspect { _ in } }
        #expect(result.count == 500)
    }

    @Test(arguments: Shape.all)
    func collectCount_countsAll(shape: Shape) throws {
        let counts = try shape.job.run { context in
            let count = context.parallelStream(0..<777).collectCount()
            try context.execute()
            return count.value
        }
        #expect(counts == [777] + Array(repeating: nil, count: shape.ranks - 1))
    }

    @Test(arguments: Shape.all)
    func batchMode_changesNoResult(shape: Shape) throws {
        for mode in [BatchMode.adaptive, .single, .fixed(records: 7), .fixed(records: 1_000_000)] {
            let result = try shape.collect {
                $0.parallelStream(0..<300).batchMode(mode).shuffle().groupBy { $0 % 5 }.count().values()
            }
            #expect(result == [60, 60, 60, 60, 60])
        }
    }

    @Test func batchesOfNoRecords_areRefused() {
        let context = StreamContext(.local(1))
        context.stream(of: 0..<3).batchMode(.fixed(records: 0)).forEach { _ in }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
    }

    @Test(arguments: Shape.all)
    func custom_seesBatchesAndTheEndOfThePass(shape: Shape) throws {
        let result = try shape.collect {
            $0.parallelStream(0..<1000).custom(
                "sum", state: { _ in 0 },
                onBatch: { (cursor, input, _: UnsafeMutablePointer<Int>, sum) in
                    for place in cursor.consumed..<cursor.available { sum.pointee += input[place] }
                    cursor.consumed = cursor.available
                },
                onMark: { cursor, output, sum in
                    guard cursor.isEndOfPass else { return }
                    (output + cursor.produced).initialize(to: sum.pointee)
                    cursor.produced += 1
                })
        }
        #expect(result.count == shape.ranks * shape.threads)
        #expect(result.reduce(0, +) == 499_500)
    }
}

/// A number, and the worker that it started on.
private struct Placed: Codable, Sendable {
    var replica: Int
    var number: Int
}

extension DataStream<Placed> {
    /// For each worker the one whose numbers came to it, all of them and in order; −1 if they didn't.
    fileprivate func replicasInOrder() -> DataStream<Int> {
        custom(
            "replicasInOrder", state: { _ in [Placed]() },
            onBatch: { cursor, input, _, seen in
                let records = UnsafeBufferPointer(start: input, count: cursor.available)
                seen.pointee.append(contentsOf: records[cursor.consumed...])
                cursor.consumed = cursor.available
            },
            onMark: { cursor, output, seen in
                guard cursor.isEndOfPass else { return }
                let isComplete =
                    seen.pointee.map(\.number) == Array(0..<100) && Set(seen.pointee.map(\.replica)).count == 1
                (output + cursor.produced).initialize(to: isComplete ? seen.pointee[0].replica : -1)
                cursor.produced += 1
            })
    }
}
