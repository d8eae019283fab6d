import Renoir
import RenoirTestKit
import Testing

struct TopTests {
    @Test(arguments: Shape.few, [0, 1, 5, 1000])
    func top_givesTheLargestInOrder(shape: Shape, count: Int) throws {
        let numbers = try shape.collect { context in
            context.parallelStream(0..<300).map { $0 * 7919 % 300 }.top(count)
        }
        #expect(numbers == Array((0..<300).reversed().prefix(count)))
    }

    @Test(arguments: Shape.few)
    func top_byAnOrder_givesTheFirst(shape: Shape) throws {
        let words = try shape.collect { context in
            context.parallelStream(["pear", "fig", "apple", "kiwi", "date"]).top(2) { ($0.count, $0) < ($1.count, $1) }
        }
        #expect(words == ["fig", "date"])
    }
}
