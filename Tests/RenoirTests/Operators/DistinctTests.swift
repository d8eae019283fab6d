import Renoir
import RenoirTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct DistinctTests {
    @Test(arguments: Shape.few, [(0, 1), (1, 1), (500, 1), (500, 100), (300, 300)])
    func distinct_givesEachOnce(shape: Shape, sizes: (count: Int, different: Int)) throws {
        let numbers = try shape.collect { context in
            context.parallelStream(0..<sizes.count).map { $0 % sizes.different }.distinct()
        }
        #expect(numbers.sorted() == Array(0..<min(sizes.count, sizes.different)))
    }

    @Test(arguments: Shape.few)
    func distinct_knowsTexts_andNaNs(shape: Shape) throws {
        let texts = try shape.collect { context in
            context.parallelStream(0..<200).map { "a text that is longer than fifteen bytes, \($0 % 7)" }.distinct()
        }
        #expect(texts.count == 7 && Set(texts).count == 7)
        let numbers = try shape.collect { context in
            context.parallelStream([Double.nan, -.nan, 0, -0.0, 1, .nan, 1]).distinct()
        }
        #expect(numbers.count == 3 && numbers.count(where: \.isNaN) == 1)
    }

    @Test(arguments: Shape.few)
    func distinctByKey_keepsOneOfEach(shape: Shape) throws {
        let numbers = try shape.collect { context in context.parallelStream(0..<400).distinct { $0 % 13 } }
        #expect(numbers.map { $0 % 13 }.sorted() == Array(0..<13))
    }

    @Test(arguments: Shape.few)
    func distinct_startsAnewInEachPass(shape: Shape) throws {
        let numbers = try shape.collect { context in
            context.scripted { replica, _ -> [StreamEvent<Int>] in
                let record = replica == 0 ? [StreamEvent.record(1, at: .seconds(0)), .record(1, at: .seconds(0))] : []
                return record + [.endOfPass(level: 0)] + record
            }.distinct()
        }
        #expect(numbers == [1, 1])
    }
}
