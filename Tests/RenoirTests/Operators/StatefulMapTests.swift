import Renoir
import RenoirTestKit
import Testing

struct StatefulMapTests {
    @Test(arguments: Shape.few)
    func mapWithState_countsOnEachWorker(shape: Shape) throws {
        let pairs = try shape.collect { context in
            context.stream(of: 10..<400).mapWithState(0) { count, number in
                count += 1
                return [count, number]
            }
        }
        #expect(pairs.sorted { $0[0] < $1[0] } == (10..<400).enumerated().map { [$0.offset + 1, $0.element] })
    }

    @Test(arguments: Shape.few)
    func mapWithState_ofKeys_hasAStateForEach(shape: Shape) throws {
        let sums = try shape.collect { context in
            context.parallelStream(0..<300).groupBy { $0 % 10 }.mapWithState(0) { sum, _ in
                sum += 1
                return sum
            }.unkey().map { [$0.key, $0.value] }
        }
        #expect(Set(sums) == Set((0..<10).flatMap { key in (1...30).map { [key, $0] } }) && sums.count == 300)
    }

    @Test(arguments: Shape.few)
    func compactMapWithState_dropsWhatIsNil(shape: Shape) throws {
        let thirds = try shape.collect { context in
            context.parallelStream(0..<90).groupBy { $0 % 2 }.compactMapWithState(0) { (count: inout Int, _) -> Int? in
                count += 1
                return count.isMultiple(of: 3) ? count : nil
            }.values()
        }
        #expect(thirds.sorted() == (1...15).flatMap { [$0 * 3, $0 * 3] })
    }

    @Test(arguments: Shape.few)
    func foldThenMap_givesEachTheResultOfAll(shape: Shape) throws {
        let pairs = try shape.collect { context in
            context.parallelStream(200..<210).foldThenMap(0, local: { $0 += $1 }, global: { $0 += $1 }) { [$0, $1] }
        }
        #expect(pairs.sorted { $0[0] < $1[0] } == (200..<210).map { [$0, 2045] })
    }

    @Test(arguments: Shape.few)
    func foldThenMap_ofKeys_givesEachTheResultOfItsKey(shape: Shape) throws {
        let pairs = try shape.collect { context in
            context.parallelStream(0..<10).groupBy { $0 % 2 }.foldThenMap(0, { $0 += $1 }) { [$0, $1] }.values()
        }
        #expect(pairs.sorted { $0[0] < $1[0] } == (0..<10).map { [$0, $0 % 2 == 0 ? 20 : 25] })
    }

    @Test(arguments: Shape.few)
    func flatten_givesAllElements(shape: Shape) throws {
        let numbers = try shape.collect { context in context.parallelStream([[1, 2], [], [3]]).flatten() }
        #expect(numbers.sorted() == [1, 2, 3])
    }
}
