import Renoir
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct StreamOfTests {
    @Test func sequence_isNotIteratedBeforeItsJobRuns() throws {
        let steps = Steps()
        let context = StreamContext(.local(1))
        let result = context.stream(of: Walked(steps: steps)).collect()
        #expect(steps.count.load(ordering: .relaxed) == 0)
        try context.execute()
        #expect(result.value == Array(0..<10))
    }

    private final class Steps: Sendable {
        let count = Atomic<Int>(0)
    }

    /// A collection that has to be walked through, as text has; it counts the steps.
    private struct Walked: Collection, Sendable {
        let steps: Steps
        var startIndex: Int { 0 }
        var endIndex: Int { 10 }
        subscript(place: Int) -> Int { place }

        func index(after place: Int) -> Int {
            steps.count.add(1, ordering: .relaxed)
            return place + 1
        }
    }

    @Test func rangeOfMoreThanIntCounts_startsAllTheSame() throws {
        try expectEnough { $0.stream(of: 0...Int.max) }
        try expectEnough { $0.stream(of: Int.min..<Int.max).map { $0 &- .min } }
        try expectEnough { $0.stream(of: 0...UInt.max).map { Int($0) } }
    }

    private func expectEnough(_ make: (StreamContext) -> DataStream<Int>) throws {
        struct Enough: Error {}
        let context = StreamContext(.local(1))
        make(context).forEach { if $0 > 100 { throw Enough() } }
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .user)
    }

    @Test func parallelRangeOfMoreThanIntCounts_isRefused() {
        expectRefused { $0.parallelStream(0...Int.max).forEach { _ in } }
        expectRefused { $0.parallelStream(Int.min..<0).forEach { _ in } }
        expectRefused { $0.parallelStream(0..<UInt.max).forEach { _ in } }
        expectRefused { $0.parallelStream(Int128.min...Int128.max).forEach { _ in } }
    }

    private func expectRefused(_ make: (StreamContext) -> Void) {
        let context = StreamContext(.local(1))
        make(context)
        let error = #expect(throws: JobError.self) { try context.execute() }
        #expect(error?.code == .graph)
        #expect(error?.operator == "parallelStream (#0)")
    }

    @Test func rangesOfAllWidths_giveAllTheirNumbers() throws {
        #expect(try numbers { $0.parallelStream(Int8.min...Int8.max).map { Int($0) } } == Array(-128...127))
        #expect(try numbers { $0.parallelStream(UInt8.min...UInt8.max).map { Int($0) } } == Array(0...255))
        #expect(try numbers { $0.parallelStream(Int8(-100)..<100).map { Int($0) } } == Array(-100...99))
    }

    @Test func longRangesAtTheEnds_giveAllTheirNumbers() throws {
        try check(-70_000..<70_001, 0..<0, Int.min..<Int.min + 9_000, Int.max - 9_000..<Int.max)
        try check(0..<70_001, UInt.max - 9_000..<UInt.max)
        try check(-70_000..<70_001, Int64.min..<Int64.min + 9_000, Int64.max - 9_000..<Int64.max)
        try check(0..<70_001, UInt64.max - 9_000..<UInt64.max)
        try check(-70_000..<70_001, Int32.min..<Int32.min + 9_000, Int32.max - 9_000..<Int32.max)
        try check(0..<70_001, UInt32.max - 9_000..<UInt32.max)
    }

    private func check<Integer: FixedWidthInteger & Sendable>(
        _ ranges: Range<Integer>...
    ) throws where Integer.Stride: SignedInteger {
        for range in ranges {
            let context = StreamContext(.local(3))
            let numbers = context.parallelStream(range).collect()
            try context.execute()
            #expect(numbers.value?.sorted() == Array(range))
        }
    }

    private func numbers(_ make: (StreamContext) -> DataStream<Int>) throws -> [Int]? {
        let context = StreamContext(.local(3))
        let numbers = make(context).collect()
        try context.execute()
        return numbers.value?.sorted()
    }
}
